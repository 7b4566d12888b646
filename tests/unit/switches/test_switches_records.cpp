#include "app/switches/switchrecords.h"
#include "models/domain/floor.h"
#include "models/store/store.h"

#include <QTemporaryDir>
#include <QTest>

using namespace rackhouse;

/// What a switch says is kept, also when it once leaves a question without an answer.
class TestSwitchesRecords : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_store = *Store::open(m_dir->filePath(QStringLiteral("s.db")), m_clock);
        Asset asset;
        asset.id = m_switch;
        asset.name = QStringLiteral("leaf-1");
        asset.kind = AssetKind::Switch;
        QVERIFY(m_store->write<void>([&](Writer& w) { return w.put(asset); }).result());
        QVERIFY(keep(allTold()));
    }
    void cleanup() { m_store.reset(); }

    void whatIsNotAnsweredStays()
    {
        SwitchWords words;
        words.facts.missing = {QStringLiteral("identity"), QStringLiteral("supplies"),
                               QStringLiteral("optics"), QStringLiteral("macs")};
        words.ports[QStringLiteral("swp1")] = port(PortState::Down);
        QVERIFY(keep(words));
        const SwitchFacts facts = rows<SwitchFacts>().front();
        QCOMPARE(facts.model, QStringLiteral("SN5600"));
        QCOMPARE(facts.serial, QStringLiteral("S1"));
        QCOMPARE(facts.supplyCount, 2);
        QCOMPARE(facts.failed, QStringList{QStringLiteral("PSU 2: powerLoss")});
        QCOMPARE(facts.health, Health::Warning);
        QCOMPARE(facts.missing.size(), 4);
        const SwitchPort kept = rows<SwitchPort>().front();
        QCOMPARE(kept.state, PortState::Down);
        QCOMPARE(kept.mediaSerial, QStringLiteral("M1"));
        QCOMPARE(kept.macs.size(), 1);
    }

    void whatIsAnsweredTakesItsPlace()
    {
        SwitchWords words;
        words.facts.supplyCount = 2;
        words.ports[QStringLiteral("swp1")] = port(PortState::Up);
        words.conclude();
        QVERIFY(keep(words));
        const SwitchFacts facts = rows<SwitchFacts>().front();
        QCOMPARE(facts.model, QString());
        QCOMPARE(facts.failed, QStringList());
        QCOMPARE(facts.health, Health::Ok);
        QCOMPARE(rows<SwitchPort>().front().mediaSerial, QString());
    }

    void modulesAloneLeaveThePorts()
    {
        SwitchWords words;
        words.facts.missing = {QStringLiteral("ports")};
        words.ports[QStringLiteral("swp2")].media = QStringLiteral("10GBASE-LR");
        QVERIFY(keep(words));
        QCOMPARE(rows<SwitchPort>().size(), std::size_t(1));
        QCOMPARE(rows<SwitchPort>().front().state, PortState::Up);
    }

    /// Each port of a site at each answer would be too much for whoever follows it.
    void aPortIsToldAnewOfErrorsAndNotOfLight()
    {
        const auto last = [this] {
            return *m_store->read<qint64>([](Reader& reader) { return reader.lastChange(); });
        };
        SwitchWords words = allTold();
        const qint64 before = last();
        words.ports[QStringLiteral("swp1")].rxDbm = -2.5;
        QVERIFY(keep(words, 600'000));
        QCOMPARE(last(), before);
        words.ports[QStringLiteral("swp1")].errorCount = 1;
        QVERIFY(keep(words, 600'000));
        QCOMPARE(last(), before + 1);
        QCOMPARE(rows<SwitchPort>().front().errorCount, 1);
        m_clock.advanceMs(600'000);
        QVERIFY(keep(words, 600'000));
        QCOMPARE(last(), before + 3); // seen again, as is the switch
    }

private:
    static SwitchPort port(PortState state)
    {
        SwitchPort made;
        made.name = QStringLiteral("swp1");
        made.state = state;
        return made;
    }
    static SwitchWords allTold()
    {
        SwitchWords words;
        words.facts.model = QStringLiteral("SN5600");
        words.facts.serial = QStringLiteral("S1");
        words.facts.supplyCount = 2;
        words.facts.failed = {QStringLiteral("PSU 2: powerLoss")};
        SwitchPort up = port(PortState::Up);
        up.mediaSerial = QStringLiteral("M1");
        up.macs = {QStringLiteral("b8:ce:f6:00:00:01")};
        words.ports[up.name] = up;
        words.conclude();
        return words;
    }
    Result<void> keep(const SwitchWords& words, qint64 sameAgainAfterMs = 0)
    {
        m_clock.advanceMs(60'000);
        return m_store
            ->write<void>([&](Writer& w) {
                return replaceSwitchWords(w, m_switch, words, m_clock.now(), sameAgainAfterMs);
            })
            .result();
    }
    template <class T>
    std::vector<T> rows()
    {
        return *m_store->read<std::vector<T>>([](Reader& reader) { return reader.list<T>(); });
    }

    ManualClock m_clock;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Store> m_store;
    const AssetId m_switch = AssetId::create();
};

QTEST_GUILESS_MAIN(TestSwitchesRecords)
#include "test_switches_records.moc"
