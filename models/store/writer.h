#pragma once

#include "models/store/reader.h"
#include "models/store/storedreply.h"

namespace rackhouse
{

/// Reads and writes inside the writer thread's transaction. Lives only during Store::write().
class Writer : public Reader
{
public:
    Writer(Database& database, const Clock& clock) : Reader(database), m_clock(clock) {}

    /// Inserts the record or replaces the row of its id, and enters it in the change feed.
    template <class T>
    Result<void> put(const T& record)
    {
        return putRecord(T::record(), &record);
    }
    Result<void> putRecord(const RecordInfo& info, const void* record);

    /// Replaces a row that is there without an entry in the feed, whose readers keep what they have
    /// of it: for numbers that always change and that are read only by who asks for them.
    template <class T>
    Result<void> putUnfed(const T& record)
    {
        return putUnfedRecord(T::record(), &record);
    }
    Result<void> putUnfedRecord(const RecordInfo& info, const void* record);

    /// Removes the row and enters its removal in the feed; no error where there is none.
    template <class T, class Tag>
    Result<void> remove(const Id<Tag>& id)
    {
        return removeRow(T::record(), id.text());
    }
    Result<void> removeRow(const RecordInfo& info, const QString& id);

    /// Answers kept for repeated requests; they are no records and never in the feed.
    Result<std::optional<StoredReply>> findReply(const QString& key, const QString& actor);
    Result<void> putReply(const StoredReply& reply);
    Result<void> forgetReplies(Instant before);

    /// Forgets superseded entries of the feed beyond the newest `keep` numbers, and of those also
    /// removals from before `removedBefore`. The newest entry of each row that is there always
    /// stays.
    Result<void> compactFeed(qint64 keep, Instant removedBefore);

    /// From now on rows are kept as they were; where that has begun already, nothing.
    Result<void> beginHistory();
    /// Forgets how rows were before that moment, and what is beyond the newest `most` entries;
    /// looks at `batch` entries and gives how many it removed.
    Result<qint64> forgetHistory(Instant before, qint64 most, qint64 batch);

    /// Keeps samples of the five minutes that hold that moment; what is there already stays.
    Result<void> addSamples(Instant at, const std::vector<Sample>& samples);
    /// Puts samples older than 8 days together by hours, and hours older than 13 months by days.
    Result<void> thinSeries();

    Instant now() const { return m_clock.now(); }
    /// Whether anything went into the feed through this writer.
    bool changedFeed() const { return m_changedFeed; }

private:
    /// `body` is text of JSON.
    Result<void> enter(const RecordInfo& info, const QString& id, bool removed,
                       const QByteArray& body);
    /// Keeps the row as it was until now, where it becomes another one. Gives since when it is what
    /// it is then.
    Result<Instant> remember(const RecordInfo& info, const QString& id, bool removed,
                             const QByteArray& body);
    Result<Instant> mark(Instant at);
    /// Puts rows of a step from before a moment together into those of a longer one.
    Result<void> thin(qint64 step, qint64 into, qint64 before);

    const Clock& m_clock;
    bool m_changedFeed = false;
};

} // namespace rackhouse
