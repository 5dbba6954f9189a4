package io.dering.gateway.storage;

import io.dering.signaling.activity.ActivityRecord;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Jdbi;

/// The log of calls and the inbox of webhooks on disk. Any thread may call any method.
///
/// Futures complete on the store's own thread, after the commit: whoever hangs work on them hops to
/// a thread of its own first and does not block. They fail with [StoreFailure].
public final class CallStore implements AutoCloseable {
  /// How many writes may wait: some seconds of the busiest hour.
  private static final int CAPACITY = 8_192;

  /// A commit waits up to 5 ms for its turn, and a call that is set up for several in series. More
  /// costs CPU when dozens of calls come each second, less makes each of these calls wait longer.
  private static final int COMMITS_PER_S = 200;

  /// So that nobody waits while few calls come.
  private static final int COMMITS_AT_ONCE = 20;

  private static final long PURGE_PAUSE_MS = 60_000;
  private static final int PURGE_LIMIT = 500;

  /// How long a backend may be away and still read on; docs/events.md promises it.
  private static final Duration EVENT_RETENTION = Duration.ofDays(7);

  /// Well below the close's time-out, so that a close is never held up by another process.
  private static final int BUSY_TIMEOUT_MS = 2_000;

  private static final long CLOSE_TIMEOUT_MS = 5_000;

  private final Database database;
  private final CommitLoop loop;
  private final Thread thread;
  private final CallLog log;
  private final RingGroupTable groups;
  private final TokenTable tokens;
  private final AnswerTable answers;
  private final EventTable events;
  private final WebhookTable webhooks;
  private final AgentTable agents;
  private final ChannelTable channels;
  private final PushTable pushes;
  private final UserTable users;
  private final FigureTable figures;
  private final QualityTable quality;
  private final SignOfLife signOfLife;
  private final ToldTable told;
  private final LedgerTable ledgers;
  private final RateCardTable rateCards;
  private final MetaChargeTable metaCharges;
  private final RoomTable rooms;
  private final PermissionTable permissions;
  private final RoomLog roomLog;
  private final RecordingTable recordings;
  private final InstantSource clock;
  private final Duration retention;

  private CallStore(Database database, Settings settings) throws SQLException {
    this.database = database;
    this.clock = settings.clock();
    this.retention = settings.webhookRetention();
    Statements statements = new Statements(database.writer(settings), database.dialect());
    CommitPace pace = new CommitPace(COMMITS_PER_S, COMMITS_AT_ONCE, clock);
    loop = new CommitLoop(statements, CAPACITY, pace::await, clock, PURGE_PAUSE_MS, this::purgeDue);
    Jdbi readers = Jdbi.create(database.readers());
    log = new CallLog(readers);
    groups = new RingGroupTable(readers);
    tokens = new TokenTable(readers, loop::submit);
    answers = new AnswerTable(loop::submit, clock);
    events = new EventTable(readers);
    webhooks = new WebhookTable(readers, loop::submit);
    agents = new AgentTable(readers);
    channels = new ChannelTable(readers);
    pushes = new PushTable(readers);
    users = new UserTable(readers);
    figures = new FigureTable(readers, database.dialect());
    quality = new QualityTable(readers, loop::submit);
    signOfLife = new SignOfLife(loop::submit);
    told = new ToldTable(readers);
    ledgers = new LedgerTable(readers);
    rateCards = new RateCardTable(readers);
    metaCharges = new MetaChargeTable(readers, loop::submit);
    rooms = new RoomTable(readers);
    permissions = new PermissionTable(readers);
    roomLog = new RoomLog(readers);
    recordings = new RecordingTable(readers, loop::submit, record -> append(List.of(record)));
    thread = Thread.ofPlatform().name("dering-store").unstarted(loop);
  }

  /// What the store must know.
  ///
  /// @param webhookRetention how long processed webhooks are kept
  /// @param maxPages size limit of SQLite's file in pages, 0 for none; a full file is a real disk
  ///   error
  /// @param busyTimeoutMs how long the database waits for another process's lock before the loop
  ///   looks whether it shall close, says so in the log, and tries again
  record Settings(
      InstantSource clock, Duration webhookRetention, int maxPages, int busyTimeoutMs) {}

  /// Opens or makes the store and brings its schema up to this version.
  ///
  /// @throws StoreFailure `NOT_OPENED` with one sentence for the operator
  public static CallStore open(Place place, Duration webhookRetention, InstantSource clock) {
    return open(place, new Settings(clock, webhookRetention, 0, BUSY_TIMEOUT_MS));
  }

  /// The same, on SQLite in the data folder.
  public static CallStore open(Path folder, Duration webhookRetention, InstantSource clock) {
    return open(new Place.Folder(folder), webhookRetention, clock);
  }

  static CallStore open(Place place, Settings settings) {
    Database database = Database.open(place);
    try {
      CallStore store = new CallStore(database, settings);
      store.thread.start();
      return store;
    } catch (SQLException e) {
      database.close();
      throw new StoreFailure(
          StoreFailure.Kind.NOT_OPENED,
          "The database %s cannot be opened: %s".formatted(place.name(), e.getMessage()),
          e);
    }
  }

  /// Makes the records durable, in order, together with whatever else waits.
  public CompletableFuture<Void> append(List<? extends ActivityRecord> records) {
    return append(records, List.of());
  }

  /// Makes the records durable and in the same transaction marks the inbox entries whose effect
  /// they complete. Both may be empty.
  public CompletableFuture<Void> append(
      List<? extends ActivityRecord> records, List<Long> processed) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.submit(
        new Write.Append(List.copyOf(records), List.copyOf(processed), clock.instant(), done));
    return done;
  }

  /// Makes a webhook's body durable, unprocessed; gives its inbox id. The body must have passed the
  /// signature check: nothing else comes in here.
  public CompletableFuture<Long> receive(byte[] body) {
    CompletableFuture<Long> done = new CompletableFuture<>();
    loop.submit(new Write.Receive(body, clock.instant(), done));
    return done;
  }

  /// The reading side: calls.
  public CallLog log() {
    return log;
  }

  /// Ring groups as they were changed last.
  public RingGroupTable groups() {
    return groups;
  }

  /// The backends' tokens.
  public TokenTable tokens() {
    return tokens;
  }

  /// Answers to requests that may come again.
  public AnswerTable answers() {
    return answers;
  }

  /// What backends are told.
  public EventTable events() {
    return events;
  }

  /// Where they are told it.
  public WebhookTable webhooks() {
    return webhooks;
  }

  /// The agents' log history.
  public AgentTable agents() {
    return agents;
  }

  /// Call settings of channels as they were changed last.
  public ChannelTable channels() {
    return channels;
  }

  /// Browsers that take pushes.
  public PushTable pushes() {
    return pushes;
  }

  /// The accounts' people as they were changed last.
  public UserTable users() {
    return users;
  }

  /// How well calls were answered.
  public FigureTable figures() {
    return figures;
  }

  /// How their lines were.
  public QualityTable quality() {
    return quality;
  }

  /// When the process was seen alive last.
  public SignOfLife signOfLife() {
    return signOfLife;
  }

  /// How channels stand with Meta.
  public ToldTable told() {
    return told;
  }

  /// Voice balances and what moved them.
  public LedgerTable ledgers() {
    return ledgers;
  }

  /// What minutes cost.
  public RateCardTable rateCards() {
    return rateCards;
  }

  /// What Meta charges for them.
  public MetaChargeTable metaCharges() {
    return metaCharges;
  }

  /// Rooms as people look at them.
  public RoomLog roomLog() {
    return roomLog;
  }

  /// What customers recorded.
  public RecordingTable recordings() {
    return recordings;
  }

  /// Rooms as the switchboard needs them back.
  public RoomTable rooms() {
    return rooms;
  }

  /// Call permissions as the switchboard needs them back.
  public PermissionTable permissions() {
    return permissions;
  }

  /// Whether writes can succeed; once false, it stays false until the next start.
  public boolean healthy() {
    return loop.healthy();
  }

  /// Writes that wait for the next commit.
  public int waiting() {
    return loop.waiting();
  }

  /// Commits what waits, then closes the database.
  @Override
  public void close() {
    loop.close();
    try {
      thread.join(CLOSE_TIMEOUT_MS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    database.close();
  }

  private void purgeDue() {
    // What fails here fails the writes beside it too, and those are looked at.
    CompletableFuture<Integer> _ = purge();
    CompletableFuture<Integer> _ = answers.purge(PURGE_LIMIT);
  }

  /// Deletes processed webhooks and events whose time is up, a bounded number at a time.
  CompletableFuture<Integer> purge() {
    CompletableFuture<Integer> done = new CompletableFuture<>();
    Instant now = clock.instant();
    loop.submit(
        new Write.Purge(now.minus(retention), now.minus(EVENT_RETENTION), PURGE_LIMIT, done));
    return done;
  }
}
