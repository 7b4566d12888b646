#include "app/client/changepage.h"
#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "models/domain/network.h"
#include "models/domain/registry.h"
#include "models/domain/security.h"
#include "models/domain/wipe.h"
#include "tests/fuzz/fuzzing.h"

using namespace rackhouse;
using namespace rackhouse::fuzz;

namespace
{

/// A row that was understood is the same after the wire and after the database.
template <class T>
void checkRow(const QJsonObject& row)
{
    const auto record = fromJson<T>(row);
    if (!record)
        return;
    const QJsonObject plain = toJson(*record);
    const auto wire = parseObject(toText(plain));
    const auto received = wire ? fromJson<T>(*wire) : Result<T>(fail(wire.error()));
    require(received && toJson(*received) == plain, "a row is the same after the wire");
    T stored;
    for (const FieldInfo& field : T::record().fields) {
        if (!field.has(Secret))
            require(field.fromSql(&stored, field.toSql(&*record)).has_value(),
                    "a field can be stored");
    }
    require(toJson(stored) == plain, "a row is the same after the database");
}

struct Kind {
    const RecordInfo& info;
    void (*check)(const QJsonObject&);
    QJsonObject example;
};

template <class... Ts>
std::vector<Kind> kindsOf()
{
    return {Kind{Ts::record(), checkRow<Ts>, toJson(Ts{})}...};
}

const std::vector<Kind>& kinds()
{
    static const auto all =
        kindsOf<Site, Rack, Bmc, Image, Machine, Component, Job, JobStep, Event, Subnet, Lease,
                WipeRecord, BootSession, Credential, Pairing, Audit>();
    return all;
}

} // namespace

QList<QByteArray> rackhouse::fuzz::seeds()
{
    QList<QByteArray> all;
    QJsonArray changes;
    for (const Kind& kind : kinds()) {
        all << char(all.size()) + toText(kind.example);
        changes << QJsonObject{{QStringLiteral("seq"), all.size()},
                               {QStringLiteral("kind"), kind.info.kindText()},
                               {QStringLiteral("id"), QStringLiteral("1")},
                               {QStringLiteral("row"), kind.example}};
    }
    all << "\1" + toText({{QStringLiteral("changes"), changes},
                          {QStringLiteral("next"), 17},
                          {QStringLiteral("more"), true}});
    return all;
}

/// The input: a kind, and JSON that is a row of it or a page of the change feed.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    Input input(data, size);
    const Kind& kind = kinds()[input.byte() % kinds().size()];
    const auto object = parseObject(input.rest());
    if (!object)
        return 0;
    kind.check(*object);
    const auto page = client::parseChangePage(*object);
    if (!page)
        return 0;
    require(page->next >= 0, "a page says where to go on");
    for (const Change& change : page->changes) {
        require(change.seq >= 1 && !change.kind.isEmpty() && !change.rowId.isEmpty(),
                "a change has number, kind and id");
        for (const Kind& candidate : kinds()) {
            if (candidate.info.kindText() == change.kind)
                candidate.check(change.body);
        }
    }
    return 0;
}
