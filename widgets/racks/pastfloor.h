#pragma once

#include "models/base/result.h"
#include "widgets/common/context.h"

#include <QJsonArray>
#include <QObject>
#include <QTemporaryDir>

#include <memory>
#include <optional>
#include <vector>

namespace rackhouse
{

class Replica;

/// The time of what is shown: that of the moment, else now.
class MomentClock final : public Clock
{
public:
    explicit MomentClock(const Clock& live) : m_live(live) {}
    Instant now() const override { return m_moment.value_or(m_live.now()); }
    void set(std::optional<Instant> moment) { m_moment = moment; }

private:
    const Clock& m_live;
    std::optional<Instant> m_moment;
};

/// The floor as it was: a moment is fetched from the site into a replica of its own, which the
/// views read as they read the present. The moments that were seen last stay for when the site is
/// away.
class PastFloor : public QObject
{
    Q_OBJECT

public:
    /// What the site still knows.
    struct Range {
        Instant begin; ///< not set: not known yet
        Instant now;
        std::vector<std::pair<Instant, qint64>> marks; ///< when so many rows changed
    };

    PastFloor(Context context, QObject* parent);
    ~PastFloor() override;

    /// That of the page, with the time of what is shown.
    const Context& context() const { return m_context; }
    /// Of what is shown.
    Records& records() const;
    /// The moment that is shown; none: the present.
    std::optional<Instant> moment() const { return m_moment; }
    /// The moment that is being fetched.
    std::optional<Instant> wanted() const { return m_wanted; }
    const Range& range() const { return m_range; }

    void askRange();
    /// Fetches the moment, a whole second, and shows it; what is shown stays until then.
    void open(Instant moment);
    /// Opens the nearest moment at which something changed.
    void step(bool later);
    /// Gives up what is being fetched.
    void cancel();
    /// Back to the present.
    void close();

signals:
    /// Another moment is shown.
    void moved();
    /// So many rows are here of what is being fetched.
    void progress(int rows);
    void rangeChanged();
    void failed(const rackhouse::Error& error);

private:
    struct Moment {
        Instant at;
        QString site;
        ManualClock clock; ///< stands at the moment
        QTemporaryDir folder;
        std::unique_ptr<Replica> replica;
        std::unique_ptr<Records> records;
    };
    struct Fetch;

    void show(Moment* moment);
    void fetchPage();
    void take(const QJsonObject& page);
    void end(const Error& error);
    void forget();

    MomentClock m_clock;
    Context m_context;
    Range m_range;
    std::optional<Instant> m_moment;
    std::optional<Instant> m_wanted;
    Moment* m_shown = nullptr;
    std::vector<std::unique_ptr<Moment>> m_kept; ///< the one that was seen last at the end
    std::unique_ptr<Fetch> m_fetch;
    std::unique_ptr<QObject> m_asking;   ///< guards the question after the range
    std::unique_ptr<QObject> m_stepping; ///< and that after the nearest change
};

} // namespace rackhouse
