#include "widgets/racks/pastfloor.h"

#include "models/domain/allocation.h"
#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/store/history.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"

#include <algorithm>

namespace rackhouse
{

namespace
{

constexpr int kPage = 500; ///< rows of an answer: reading it takes less than a frame
constexpr std::size_t kMostKept = 8;
constexpr int kMarks = 200;

struct Part {
    const RecordInfo* info;
    QString path;
};

/// What the views of the floor read and what their filters name.
const std::vector<Part>& parts()
{
    static const std::vector<Part> all{{&Hall::record(), u"/halls"_qs},
                                       {&Rack::record(), u"/racks"_qs},
                                       {&Bmc::record(), u"/bmcs"_qs},
                                       {&DeviceType::record(), u"/device-types"_qs},
                                       {&Image::record(), u"/images"_qs},
                                       {&Asset::record(), u"/assets"_qs},
                                       {&Machine::record(), u"/machines"_qs},
                                       {&SiteSettings::record(), u"/site-settings"_qs},
                                       {&Allocation::record(), u"/allocations"_qs}};
    return all;
}

Instant instantIn(const QJsonValue& text)
{
    const QDateTime time = QDateTime::fromString(text.toString(), Qt::ISODateWithMs);
    return {time.isValid() ? time.toMSecsSinceEpoch() : 0};
}

std::vector<Change> changesOf(const RecordInfo& info, const QJsonArray& rows, Instant at)
{
    std::vector<Change> changes;
    for (const QJsonValue& row : rows)
        changes.push_back(
            {1, at, info.kindText(), row[u"id"_qs].toString(), false, row.toObject()});
    return changes;
}

} // namespace

/// A moment on its way. Without it its answers find nobody.
struct PastFloor::Fetch : QObject {
    std::unique_ptr<Moment> moment;
    std::size_t part = 0;
    QString after;
    int rows = 0;
};

PastFloor::PastFloor(Context context, QObject* parent)
    : QObject(parent),
      m_clock(context.clock), m_context{m_clock,          context.theme,   context.icons,
                                        context.settings, context.records, context.site,
                                        context.focus,    context.actions, context.prompts,
                                        context.edits}
{
    connect(&context.records, &Records::siteChanged, this, &PastFloor::forget);
}

PastFloor::~PastFloor() = default;

Records& PastFloor::records() const
{
    return m_shown != nullptr ? *m_shown->records : m_context.records;
}

/// Another site has another past.
void PastFloor::forget()
{
    cancel();
    m_asking.reset();
    m_range = {};
    if (m_shown != nullptr)
        show(nullptr);
    m_kept.clear();
}

void PastFloor::askRange()
{
    m_asking = std::make_unique<QObject>();
    const QUrlQuery query{{u"parts"_qs, QString::number(kMarks)}};
    m_context.site.get(
        u"/history"_qs, query, m_asking.get(), [this](const Result<QJsonObject>& answer) {
            if (!answer)
                return emit failed(answer.error());
            m_range = {
                instantIn(answer->value(u"begin"_qs)), instantIn(answer->value(u"now"_qs)), {}};
            for (const QJsonValue& mark : answer->value(u"marks"_qs).toArray())
                m_range.marks.emplace_back(instantIn(mark[u"at"_qs]),
                                           mark[u"changes"_qs].toInteger());
            emit rangeChanged();
        });
}

void PastFloor::step(bool later)
{
    const Instant from = m_wanted.value_or(m_clock.now());
    m_stepping = std::make_unique<QObject>();
    const QUrlQuery query{{u"at"_qs, from.toIso()}, {u"parts"_qs, u"1"_qs}};
    m_context.site.get(
        u"/history"_qs, query, m_stepping.get(), [this, later](const Result<QJsonObject>& answer) {
            if (!answer)
                return emit failed(answer.error());
            const Instant there = instantIn(answer->value(later ? u"after"_qs : u"before"_qs));
            if (there.isSet())
                open(there);
            else
                emit failed(makeError(later ? "no-later-change" : "no-earlier-change"));
        });
}

void PastFloor::open(Instant moment)
{
    const Instant second{moment.ms / 1000 * 1000};
    m_fetch.reset();
    const auto kept = std::find_if(m_kept.begin(), m_kept.end(),
                                   [second](const auto& known) { return known->at == second; });
    if (kept != m_kept.end()) {
        std::rotate(kept, kept + 1, m_kept.end());
        return show(m_kept.back().get());
    }
    m_wanted = second;
    m_fetch = std::make_unique<Fetch>();
    m_fetch->moment = std::make_unique<Moment>();
    Moment& made = *m_fetch->moment;
    made.at = second;
    made.site = m_context.records.site();
    made.clock = ManualClock(second);
    auto replica = Replica::open(made.folder.filePath(u"floor.db"_qs), made.clock);
    if (!replica)
        return end(replica.error());
    made.replica = *std::move(replica);
    made.records = std::make_unique<Records>(*made.replica);
    made.records->setSite(made.site);
    emit progress(0);
    fetchPage();
}

void PastFloor::fetchPage()
{
    // What the site does not show to this person is not asked for.
    while (m_fetch->part < parts().size() &&
           m_context.site.role() < parts()[m_fetch->part].info->feedRole)
        ++m_fetch->part;
    if (m_fetch->part == parts().size()) {
        m_kept.push_back(std::move(m_fetch->moment));
        m_fetch.release()->deleteLater(); // it is calling this
        show(m_kept.back().get());
        return;
    }
    QUrlQuery query{{u"limit"_qs, QString::number(kPage)}};
    if (hasHistory(*parts()[m_fetch->part].info))
        query.addQueryItem(u"at"_qs, m_fetch->moment->at.toIso());
    if (!m_fetch->after.isEmpty())
        query.addQueryItem(u"after"_qs, m_fetch->after);
    m_context.site.get(parts()[m_fetch->part].path, query, m_fetch.get(),
                       [this](const Result<QJsonObject>& answer) {
                           if (answer)
                               take(*answer);
                           else
                               end(answer.error());
                       });
}

void PastFloor::take(const QJsonObject& page)
{
    const QJsonArray rows = page.value(u"items"_qs).toArray();
    m_fetch->after = page.value(u"next"_qs).toString();
    m_fetch->rows += int(rows.size());
    const RecordInfo& info = *parts()[m_fetch->part].info;
    if (m_fetch->after.isEmpty())
        ++m_fetch->part;
    emit progress(m_fetch->rows);
    const Moment& moment = *m_fetch->moment;
    moment.records->write(
        m_fetch.get(),
        [&info, rows, at = moment.at, site = moment.site](Replica& replica) {
            return replica.applyChanges(site, changesOf(info, rows, at), 1);
        },
        [this](const Result<void>& written) {
            // The records that call this may go with the fetch that they are of.
            QMetaObject::invokeMethod(
                m_fetch.get(),
                [this, written] {
                    if (written)
                        fetchPage();
                    else
                        end(written.error());
                },
                Qt::QueuedConnection);
        });
}

void PastFloor::end(const Error& error)
{
    cancel();
    emit failed(error);
}

void PastFloor::cancel()
{
    m_stepping.reset();
    m_wanted = m_moment;
    // Who calls may be an answer to it.
    if (Fetch* fetch = m_fetch.release())
        fetch->deleteLater();
}

void PastFloor::close()
{
    cancel();
    if (m_shown != nullptr)
        show(nullptr);
}

void PastFloor::show(Moment* moment)
{
    m_shown = moment;
    m_moment = moment != nullptr ? std::optional(moment->at) : std::nullopt;
    m_wanted = m_moment;
    m_clock.set(m_moment);
    while (m_kept.size() > kMostKept)
        m_kept.erase(m_kept.begin());
    emit moved();
}

} // namespace rackhouse
