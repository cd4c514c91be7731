// Requests must arrive within a time, however little of them comes at once.

import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes a connection whose request has begun and is not whole in time. What has not begun is a matter of being idle.
final class ArrivalDeadline: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart

  private let limit: TimeAmount
  private var deadline: Scheduled<Void>?

  init(_ limit: TimeAmount) { self.limit = limit }

  private var isArriving = false

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head, .body: isArriving = true
    case .end:
      isArriving = false
      deadline?.cancel()
      deadline = nil
    }
    context.fireChannelRead(data)
  }

  /// A request that came in one piece is whole by now: only long ones are watched.
  func channelReadComplete(context: ChannelHandlerContext) {
    if isArriving, deadline == nil {
      let channel = context.channel
      deadline = context.eventLoop.scheduleTask(in: limit) { channel.close(promise: nil) }
    }
    context.fireChannelReadComplete()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    deadline?.cancel()
    deadline = nil
  }
}
