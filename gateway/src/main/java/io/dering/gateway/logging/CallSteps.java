package io.dering.gateway.logging;

import io.dering.gateway.conductor.TurnObserver;
import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.AgentRecord;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.ChannelRecord;
import io.dering.signaling.activity.ChannelTold;
import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.activity.PermissionRecord;
import io.dering.signaling.activity.PushRecord;
import io.dering.signaling.activity.RateCardRecord;
import io.dering.signaling.activity.RingGroupRecord;
import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.activity.UserRecord;
import io.dering.signaling.id.CallId;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// One line for each important step of a call, at *info*, once the step is durable: what an
/// operator greps for by our own call id. Who called whom, and which agent, stands in the log of
/// calls alone.
///
/// A handful of lines for a call, however long it is: nothing that repeats while it is talked.
public final class CallSteps implements TurnObserver {
  private static final Logger LOG = LoggerFactory.getLogger(CallSteps.class);

  @Override
  public void stored(List<ActivityRecord> records) {
    for (ActivityRecord step : records) {
      switch (step) {
        case CallRecord.CallOpened opened -> opened(opened);
        case CallRecord.CallEvent event -> happened(event);
        case CallRecord.CallPlaced _ -> {}
        case CallRecord.CallClosed closed -> ended(closed);
        case RingGroupRecord _,
            AgentRecord _,
            RoomRecord _,
            ChannelRecord _,
            ChannelTold _,
            LedgerRecord _,
            PermissionRecord _,
            PushRecord _,
            RateCardRecord _,
            UserRecord _ -> {}
      }
    }
  }

  private static void opened(CallRecord.CallOpened opened) {
    switch (opened.direction()) {
      case INBOUND -> line(opened.call(), "offered").log("Call offered");
      case OUTBOUND -> line(opened.call(), "calling").log("Customer is called");
    }
  }

  private static void happened(CallRecord.CallEvent event) {
    String sentence =
        switch (event.kind()) {
          case MEDIA_ANSWERED -> "Meta leg made";
          case META_LEG_CONNECTED -> "Meta leg connected";
          case TAKEN -> "Call taken by an agent";
          case CONNECTED -> "Call connected";
          case AGENT_AWAY_FROM_CALL -> "Agent away from the call";
          case AGENT_BACK -> "Agent back in the call";
          case MEDIA_REFUSED -> "Offer refused";
          case META_LEG_CLOSED -> "Meta leg closed";
          case AGENT_LEG_CONNECTED -> "The leg of the agent who took the call is up";
          case PUSH_REFUSED -> "No device of an agent takes the push";
          case PRE_ACCEPT_FAILED, ACCEPT_FAILED, CONNECT_FAILED, END_REQUEST_FAILED ->
              "Request to Meta failed";
          case DIALLED -> "Connect sent";
          case PLACED -> "Meta has the call";
          case CUSTOMER_RINGS -> "Customer's phone rings";
          case BALANCE_WARNED -> "Agent told that the money ends";
          case BALANCE_EXTENDED -> "Agent told that the money lasts";
          case OFFERED_TO_AGENT,
              DECLINED,
              PRE_ACCEPTED,
              ACCEPT_SENT,
              MUTED,
              UNMUTED,
              META_TERMINATED,
              ENDED,
              ROUTED,
              AGENT_PASSED_BY,
              TURN_MOVED,
              OFFER_WITHDRAWN,
              CALLING,
              PUSH_SENT ->
              "";
        };
    if (!sentence.isEmpty()) {
      LoggingEventBuilder line = line(event.call(), word(event.kind()));
      if (event.detail() != null) {
        line = line.addKeyValue("detail", event.detail());
      }
      line.log(sentence);
    }
  }

  private static void ended(CallRecord.CallClosed closed) {
    line(closed.call(), "ended")
        .addKeyValue("status", word(closed.status()))
        .addKeyValue("reason", word(closed.reason()))
        .addKeyValue("ring_ms", closed.ringMs())
        .addKeyValue("talk_ms", closed.talkMs())
        .log("Call ended");
  }

  private static LoggingEventBuilder line(CallId call, String step) {
    return LOG.atInfo().addKeyValue("call_id", call.value()).addKeyValue("step", step);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
