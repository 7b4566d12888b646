#include "tests/unit/power/powersite.h"

#include <QTest>

using namespace rackhouse;

namespace
{

/// Racks of 4 units with a PDU of 20 kW a side, under panels of 10 kW.
PowerSite tightPanels(int racks)
{
    PowerSite site;
    for (const QString& side : {QStringLiteral("A"), QStringLiteral("B")})
        site.feed(u"panel-" + side, side, {}, 10'000 / (230 * .8));
    for (int i = 0; i < racks; ++i) {
        const RackId rack = site.rack(QStringLiteral("R%1").arg(i), 4);
        for (const QString& side : {QStringLiteral("A"), QStringLiteral("B")})
            site.pdu(QStringLiteral("pdu-%1-%2").arg(i).arg(side), u"panel-" + side, rack, 20'000);
    }
    return site;
}

/// Nothing more fits into the first racks.
void fill(PowerSite& site, int racks)
{
    for (int i = 0; i < racks; ++i) {
        Asset blank;
        blank.id = AssetId::create();
        blank.kind = AssetKind::Blank;
        blank.rackId = site.books.racks[std::size_t(i)].id;
        blank.position = 1;
        blank.heightUnits = 4;
        site.books.assets.push_back(blank);
    }
}

PowerFeed& feedNamed(PowerSite& site, const QString& name)
{
    auto& feeds = site.books.feeds;
    return *std::find_if(feeds.begin(), feeds.end(),
                         [&](const auto& at) { return at.name == name; });
}

double strandedW(const PowerPicture& picture)
{
    double sum = 0;
    for (const PowerPicture::RackLoad& rack : picture.racks())
        sum += rack.strandedW();
    return sum;
}

} // namespace

/// What no machine can use, with numbers that were worked out by hand.
class TestPowerStranded : public QObject
{
    Q_OBJECT

private slots:
    void strandedPower()
    {
        PowerSite site = twoSides();
        // A small rack with a PDU of 2000 W and one of 1500 W; 4 units, one is free.
        const RackId rack = site.rack(QStringLiteral("A01"), 4);
        site.pdu(QStringLiteral("left"), QStringLiteral("breaker-A"), rack, 2000);
        site.pdu(QStringLiteral("right"), QStringLiteral("breaker-B"), rack, 1500);
        Machine& machine =
            site.machine(QStringLiteral("m1"), {QStringLiteral("left"), QStringLiteral("right")},
                         600, 1000, rack);
        machine.position = 1;
        machine.heightUnits = 3;
        PowerPicture picture = site.picture();
        // Alone, the left one would have 1000 W to spare and the right one 500 W.
        QCOMPARE(picture.racks()[0].freeUnits, 1);
        QCOMPARE(picture.racks()[0].usableW.value(), 500.0);
        QCOMPARE(picture.racks()[0].strandedFailoverW, 500.0);
        QCOMPARE(picture.racks()[0].strandedUnitsW, 0.0);
        site.books.machines[0].heightUnits = 4;
        picture = site.picture();
        QCOMPARE(picture.racks()[0].usableW.value(), 0.0);
        QCOMPARE(picture.racks()[0].strandedUnitsW, 500.0);
    }

    void aPanelsSpareCountsOnceHoweverManyRacksHangFromIt()
    {
        PowerSite site = tightPanels(20);
        fill(site, 20); // no unit is free anywhere
        PowerPicture picture = site.picture();
        // The panel carries 10 kW for all 20 racks together, and nobody can use them.
        QCOMPARE(qRound(strandedW(picture)), 10'000);
        QCOMPARE(qRound(picture.racks()[7].strandedUnitsW), 500); // its share
        // One rack with room can use all of it: nothing is stranded.
        site.books.assets.pop_back();
        picture = site.picture();
        QCOMPARE(qRound(strandedW(picture)), 0);
        QCOMPARE(qRound(picture.racks()[19].usableW.value()), 10'000);
        QCOMPARE(qRound(picture.racks()[7].usableW.value()), 0);
        // All have room: each alone could use all of it.
        for (int i = 0; i < 19; ++i)
            site.books.assets.pop_back();
        picture = site.picture();
        QCOMPARE(qRound(strandedW(picture)), 0);
        QCOMPARE(qRound(picture.racks()[7].usableW.value()), 10'000);
    }

    void whatALimitDoesNotLetThroughIsStrandedOnce()
    {
        PowerSite site = tightPanels(2);
        for (Rack& rack : site.books.racks)
            rack.powerLimitW = 3000;
        const PowerPicture picture = site.picture();
        QCOMPARE(qRound(picture.racks()[0].usableW.value()), 3000);
        QCOMPARE(qRound(strandedW(picture)), 4000);
        QCOMPARE(qRound(picture.racks()[1].strandedLimitW), 2000);
    }

    void theOtherPanelCannotTakeOver()
    {
        PowerSite site = tightPanels(4);
        feedNamed(site, QStringLiteral("panel-B")).amps = 4000 / (230 * .8);
        const PowerPicture picture = site.picture();
        QCOMPARE(qRound(strandedW(picture)), 6000); // of panel A
        QCOMPARE(qRound(picture.racks()[2].strandedFailoverW), 1500);
    }

    void twoPdusASideAddUp()
    {
        PowerSite site = twoSides();
        const RackId rack = site.rack(QStringLiteral("A01"), 4);
        for (const QString& side : {QStringLiteral("A"), QStringLiteral("B")}) {
            site.pdu(u"top-" + side, u"breaker-" + side, rack, 1000);
            site.pdu(u"bottom-" + side, u"breaker-" + side, rack, 1200);
        }
        PowerPicture picture = site.picture();
        QCOMPARE(picture.racks()[0].sides, (QStringList{QStringLiteral("A"), QStringLiteral("B")}));
        QCOMPARE(picture.racks()[0].usableW.value(), 2200.0);
        QCOMPARE(strandedW(picture), 0.0);
        // The breaker of both carries 2944 W however many PDUs hang from it.
        for (Asset& pdu : site.books.assets)
            pdu.plateW = 5000;
        picture = site.picture();
        QCOMPARE(picture.racks()[0].usableW.value(), 2944.0);
    }

    void aRackWithOneSideSaysSo()
    {
        PowerSite site = twoSides();
        const RackId rack = site.rack(QStringLiteral("A01"), 4);
        site.pdu(QStringLiteral("left"), QStringLiteral("breaker-A"), rack, 2000);
        site.pdu(QStringLiteral("spare"), {}, site.rack(QStringLiteral("A02"), 4), 2000);
        const PowerPicture picture = site.picture();
        QCOMPARE(picture.racks()[0].sides, QStringList{QStringLiteral("A")});
        QCOMPARE(picture.racks()[0].usableW.value(), 2000.0);
        QVERIFY(picture.racks()[1].sides.isEmpty());
        QVERIFY(!picture.racks()[1].usableW.has_value());
    }
};

QTEST_APPLESS_MAIN(TestPowerStranded)
#include "test_power_stranded.moc"
