// Images of Dockerfiles, where the library that takes over needs another Python than they bring.

import Adaptation
import Changes
import Foundation
import RuleModel
import Testing

@testable import Migration

@Suite("Base images")
struct ImageTests {
  private static let catalogue = Result { try PackCatalogue() }

  /// The churn service with another Dockerfile, migrated: that file then, and what is told of it.
  private func migrated(_ dockerfile: String) throws -> (text: String, notes: [String]) {
    let project = try Project(copying: ServiceTests.corpus.appendingPathComponent("churn-flask/before"))
    try project.write("Dockerfile", dockerfile)
    let report = try project.run(Self.catalogue.get())
    _ = try report.changeSet(command: "godwit migrate").apply()
    let notes = report.adaptation.pinNotes.filter { $0.path == "Dockerfile" }
    return (try project.text("Dockerfile"), notes.map { "\($0.line): \($0.message)" })
  }

  @Test(
    "an older Python moves to the oldest that there are wheels for, and is told",
    arguments: [
      ("FROM python:3.6-slim\n", "FROM python:3.8-slim\n"),
      (
        "FROM --platform=linux/amd64 python:3.7.9-slim-buster AS base\n",
        "FROM --platform=linux/amd64 python:3.8-slim-buster AS base\n"
      ),
      ("ARG PYTHON=3.6\nFROM python:${PYTHON}-slim\n", "ARG PYTHON=3.8\nFROM python:${PYTHON}-slim\n"),
      (
        "FROM docker.io/library/python:3.6\nCOPY models/churn.joblib /srv/\n",
        "FROM docker.io/library/python:3.8\nCOPY models/churn.onnx /srv/\n"
      ),
      ("FROM tiangolo/uvicorn-gunicorn-fastapi:python3.7\n", "FROM tiangolo/uvicorn-gunicorn-fastapi:python3.8\n"),
    ])
  func moved(before: String, after: String) throws {
    let (text, notes) = try migrated(before)
    #expect(text == after)
    #expect(notes.contains { $0.contains("3.8 to 3.12") }, "\(notes)")
  }

  @Test(
    "what cannot be moved by a number alone is told with the reason",
    arguments: [
      ("FROM python:3.10-alpine\n", "musl"), ("FROM python:3.13-slim\n", "3.8 to 3.12"),
      ("FROM ubuntu:18.04\n", "brings Python 3.6"), ("FROM python:3.6-stretch\n", "as old"),
      ("FROM python:2-slim\n", "Python 2"), ("FROM python:${VERSION}\n", "said elsewhere"),
    ])
  func told(dockerfile: String, reason: String) throws {
    let (text, notes) = try migrated(dockerfile)
    #expect(text == dockerfile)
    #expect(notes.contains { $0.hasPrefix("1: ") && $0.contains(reason) }, "\(notes)")
  }

  @Test(
    "an image that does stays, and nothing is told",
    arguments: ["python:3.8-slim", "python:3.12", "python:3", "scratch"])
  func stays(image: String) throws {
    let (text, notes) = try migrated("FROM \(image)\n")
    #expect(text == "FROM \(image)\n" && notes.isEmpty, "\(notes)")
  }

  @Test("packages of the system that only the old library needed are told")
  func packages() throws {
    let project = try Project(copying: ServiceTests.corpus.appendingPathComponent("fraud-booster/before"))
    let report = try project.run(Self.catalogue.get())
    #expect(
      report.adaptation.pinNotes.contains {
        $0.path == "Dockerfile" && $0.line == 2 && $0.message.contains("Libgomp1") || $0.message.contains("libgomp1")
      })
  }
}
