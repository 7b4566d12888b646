#include "tests/unit/power/powersite.h"

#include <QTest>

using namespace rackhouse;

namespace
{

const PowerPicture::Supply& supply(const PowerPicture& picture, const QString& name)
{
    const auto& all = picture.supplies();
    return *std::find_if(all.begin(), all.end(), [&](const auto& at) { return at.name == name; });
}

int indexOf(const PowerPicture& picture, const QString& name)
{
    return picture.supplyOf(supply(picture, name).id);
}

QStringList codes(const PowerPicture& picture)
{
    QStringList list;
    for (const PowerFinding& finding : picture.findings())
        list << findingCode(finding.kind) + u' ' + finding.place;
    return list;
}

QStringList names(const PowerPicture& picture, const std::vector<int>& devices)
{
    QStringList list;
    for (const int device : devices)
        list << picture.devices()[std::size_t(device)].name;
    return list;
}

const QStringList kBoth{QStringLiteral("pdu-A"), QStringLiteral("pdu-B")};

} // namespace

/// Loads, losses and findings, with numbers that were worked out by hand.
class TestPowerPicture : public QObject
{
    Q_OBJECT

private slots:
    void aThreePhaseFeedCarriesTheRootOfThree()
    {
        PowerSite site;
        site.feed(QStringLiteral("busway"), QStringLiteral("A"), {}, 63, 3, 400);
        // 400 V * 63 A * 1.7321 * 80 % = 34918 W
        QCOMPARE(qRound(supply(site.picture(), QStringLiteral("busway")).capacityW), 34918);
    }

    void aMachineSharesItsLoadOverItsCords()
    {
        PowerSite site = twoSides();
        site.machine(QStringLiteral("m1"), kBoth, 600, 1000);
        site.machine(QStringLiteral("m2"), {QStringLiteral("pdu-A")}, 200, 500);
        site.machine(QStringLiteral("m3"), kBoth, 0, 800); // not measured
        const PowerPicture picture = site.picture();
        const auto& a = supply(picture, QStringLiteral("breaker-A"));
        QCOMPARE(a.side, QStringLiteral("A"));
        QCOMPARE(a.capacityW, 2944.0);
        QCOMPARE(a.load.nowW, 500.0);    // 300 + 200
        QCOMPARE(a.load.plateW, 1400.0); // 500 + 500 + 400
        QCOMPARE(a.load.devices, 3);
        QCOMPARE(a.load.unmeasured, 1);
        QCOMPARE(supply(picture, QStringLiteral("breaker-B")).load.nowW, 300.0);
        QCOMPARE(supply(picture, QStringLiteral("utility")).load.nowW, 800.0);
        QCOMPARE(supply(picture, QStringLiteral("utility")).load.devices, 3);
    }

    void whatIsOffDrawsNothing()
    {
        PowerSite site = twoSides();
        site.machine(QStringLiteral("m1"), kBoth, 600, 1000).power = PowerState::Off;
        site.machine(QStringLiteral("m2"), {}, 300, 500);
        const PowerPicture picture = site.picture();
        QCOMPARE(supply(picture, QStringLiteral("utility")).load.nowW, 0.0);
        QCOMPARE(supply(picture, QStringLiteral("utility")).load.unmeasured, 0);
        QCOMPARE(picture.total().nowW, 300.0);
        QCOMPARE(picture.total().plateW, 1500.0);
        QCOMPARE(picture.uncabledW(), 300.0);
    }

    void aLostSideIsTakenOver()
    {
        PowerSite site = twoSides();
        site.machine(QStringLiteral("m1"), kBoth, 600, 1000);
        site.machine(QStringLiteral("m2"), {QStringLiteral("pdu-A")}, 200, 500);
        const PowerPicture picture = site.picture();
        const auto loss = picture.lossOf(indexOf(picture, QStringLiteral("ups-A")));
        QCOMPARE(int(loss.supplies.size()), 3); // the UPS, its breaker and its PDU
        QCOMPARE(names(picture, loss.dark), QStringList{QStringLiteral("m2")});
        QCOMPARE(names(picture, loss.bare), QStringList{QStringLiteral("m1")});
        QCOMPARE(loss.changed.value(indexOf(picture, QStringLiteral("breaker-B"))).nowW, 600.0);
        // The utility loses what went dark.
        QCOMPARE(loss.changed.value(indexOf(picture, QStringLiteral("utility"))).nowW, 600.0);
        QVERIFY(loss.over.empty());
    }

    void aWholeSideIsLost()
    {
        PowerSite site = twoSides();
        // Side A comes from two places; no single feed takes both away.
        site.feed(QStringLiteral("breaker-A2"), QStringLiteral("A"), {}, 16);
        site.pdu(QStringLiteral("pdu-A2"), QStringLiteral("breaker-A2"));
        site.machine(QStringLiteral("m1"), {QStringLiteral("pdu-A"), QStringLiteral("pdu-A2")}, 600,
                     1000);
        site.machine(QStringLiteral("m2"), kBoth, 200, 500);
        const PowerPicture picture = site.picture();
        for (const int root : picture.rootsOf(QStringLiteral("A")))
            QVERIFY(picture.lossOf(root).dark.empty());
        const auto loss = picture.lossOf(picture.suppliesOf(QStringLiteral("A")));
        QCOMPARE(int(loss.supplies.size()), 5);
        QCOMPARE(names(picture, loss.dark), QStringList{QStringLiteral("m1")});
        QCOMPARE(names(picture, loss.bare), QStringList{QStringLiteral("m2")});
        QCOMPARE(loss.changed.value(indexOf(picture, QStringLiteral("breaker-B"))).nowW, 200.0);
        QCOMPARE(loss.changed.value(indexOf(picture, QStringLiteral("utility"))).nowW, 200.0);
        QCOMPARE(picture.loadOf(QStringLiteral("A")).nowW, 700.0);
    }

    void aFailoverGoesOverTheLimit()
    {
        PowerSite site = twoSides();
        for (const QString& name : {QStringLiteral("m1"), QStringLiteral("m2")})
            site.machine(name, kBoth, 1200, 1600); // 1200 W a side, 2400 W on one
        PowerPicture picture = site.picture();
        // By name plate 1600 W a side, 3200 W on one.
        QCOMPARE(codes(picture),
                 (QStringList{QStringLiteral("over-on-failover-at-plate breaker-A"),
                              QStringLiteral("over-on-failover-at-plate breaker-B")}));
        QCOMPARE(supply(picture, QStringLiteral("breaker-A")).failoverW, 2400.0);
        site.machine(QStringLiteral("m3"), kBoth, 700, 700);
        picture = site.picture(); // 3100 W on one
        QVERIFY(codes(picture).contains(QStringLiteral("over-on-failover breaker-A")));
        const PowerFinding& finding = picture.findings().front();
        QCOMPARE(finding.watts, 3100.0);
        // The UPS, the breaker and the PDU of side B would do the same: the breaker is named.
        QCOMPARE(sentence(finding),
                 QStringLiteral("If breaker-B is lost, breaker-A carries 3.1 kW; "
                                "its limit is 2.9 kW."));
    }

    void overItsLimitNowAndAtPlate()
    {
        PowerSite site = twoSides();
        site.machine(QStringLiteral("m1"), {QStringLiteral("pdu-A")}, 3000, 5000);
        const QStringList found = codes(site.picture());
        QVERIFY(found.contains(QStringLiteral("over-now breaker-A")));
        QVERIFY(found.contains(QStringLiteral("over-at-plate breaker-A")));
        QVERIFY(found.contains(QStringLiteral("one-cord m1")));
    }

    void aDgxNeedsFourOfItsSixSupplies()
    {
        PowerSite site = twoSides();
        site.feed(QStringLiteral("breaker-C"), QStringLiteral("C"), {}, 63, 3, 400);
        site.pdu(QStringLiteral("pdu-C"), QStringLiteral("breaker-C"));
        const QString a = kBoth[0];
        const QString b = kBoth[1];
        const QString c = QStringLiteral("pdu-C");
        // 10.2 kW of 3.3 kW supplies: four; three a side are not enough when a side is lost.
        site.machine(QStringLiteral("dgx-1"), {a, a, a, b, b, b}, 0, 10'200, {}, 3300);
        site.machine(QStringLiteral("dgx-2"), {a, a, b, b, c, c}, 0, 10'200, {}, 3300);
        const PowerPicture picture = site.picture();
        const auto& dgx = picture.devices()[0];
        QCOMPARE(dgx.needed, 4);
        QCOMPARE(dgx.psus, 6);
        const auto loss = picture.lossOf(indexOf(picture, QStringLiteral("ups-A")));
        QCOMPARE(names(picture, loss.starved), QStringList{QStringLiteral("dgx-1")});
        QCOMPARE(names(picture, loss.bare), QStringList{QStringLiteral("dgx-2")});
        QVERIFY(codes(picture).contains(QStringLiteral("too-few-left dgx-1")));
        QVERIFY(!codes(picture).contains(QStringLiteral("too-few-left dgx-2")));
        // dgx-2 on two sides of three: a quarter of 10.2 kW a cord.
        QCOMPARE(loss.changed.value(indexOf(picture, QStringLiteral("breaker-C"))).plateW, 5100.0);
    }

    void aFailedPowerSupplyIsNotCounted()
    {
        PowerSite site = twoSides();
        site.machine(QStringLiteral("m1"), kBoth, 600, 1000, {}, 1600);
        QVERIFY(codes(site.picture()).isEmpty());
        site.books.supplies[1].health = Health::Critical;
        site.books.supplies[1].slot = QStringLiteral("PSU 2");
        // It is not known which cord leads to it: either may be the one that carries nothing.
        PowerPicture picture = site.picture();
        const QStringList found{QStringLiteral("psu-failed m1"), QStringLiteral("too-few-left m1")};
        QCOMPARE(codes(picture), found);
        QVERIFY(isCritical(picture.findings()[0].kind));
        QCOMPARE(sentence(picture.findings()[0]),
                 QStringLiteral("PSU 2 of m1 has failed. Power supplies that work: 1; that it "
                                "needs at its name plate: 1. Replace it."));
        auto loss = picture.lossOf(indexOf(picture, QStringLiteral("ups-A")));
        QCOMPARE(names(picture, loss.starved), QStringList{QStringLiteral("m1")});
        // With the port in the books it is: side A carries all of it.
        site.books.cables.back().bPort = QStringLiteral("psu 2");
        picture = site.picture();
        QCOMPARE(codes(picture), found);
        QCOMPARE(supply(picture, QStringLiteral("breaker-A")).load.nowW, 600.0);
        QCOMPARE(supply(picture, QStringLiteral("breaker-B")).load.nowW, 0.0);
        loss = picture.lossOf(indexOf(picture, QStringLiteral("ups-A")));
        QCOMPARE(names(picture, loss.dark), QStringList{QStringLiteral("m1")});
        loss = picture.lossOf(indexOf(picture, QStringLiteral("ups-B")));
        QVERIFY(loss.dark.empty() && loss.starved.empty() && loss.bare.empty());
    }

    void anAbsentPowerSupplyIsNotCounted()
    {
        PowerSite site = twoSides();
        site.machine(QStringLiteral("m1"), kBoth, 600, 1000, {}, 1600);
        site.books.supplies.pop_back(); // its BMC lists one
        QCOMPARE(codes(site.picture()), QStringList{QStringLiteral("too-few-left m1")});
    }

    void bothSuppliesOnOneSide()
    {
        PowerSite site = twoSides();
        site.pdu(QStringLiteral("pdu-A2"), QStringLiteral("breaker-A"));
        site.machine(QStringLiteral("m1"), {kBoth[0], QStringLiteral("pdu-A2")}, 300, 500);
        site.machine(QStringLiteral("m2"), kBoth, 300, 500);
        QCOMPARE(codes(site.picture()), QStringList{QStringLiteral("one-side m1")});
    }

    void twoInputsOfAPduShareItsLoad()
    {
        PowerSite site = twoSides();
        site.pdu(QStringLiteral("both"), QStringLiteral("breaker-A"));
        site.cable(QStringLiteral("breaker-B"), QStringLiteral("both"));
        site.machine(QStringLiteral("m1"), {QStringLiteral("both")}, 1000, 1000);
        const PowerPicture picture = site.picture();
        QCOMPARE(supply(picture, QStringLiteral("breaker-A")).load.nowW, 500.0);
        const auto loss = picture.lossOf(indexOf(picture, QStringLiteral("breaker-A")));
        QVERIFY(loss.dark.empty());
        QCOMPARE(loss.changed.value(indexOf(picture, QStringLiteral("breaker-B"))).nowW, 1000.0);
    }

    void aGeneratorCarriesOnlyWhenTheGridIsLost()
    {
        PowerSite site;
        site.feed(QStringLiteral("grid"), {}, {}, 63).kind = FeedKind::Utility;
        site.feed(QStringLiteral("diesel"), {}).kind = FeedKind::Generator;
        site.feed(QStringLiteral("diesel-panel"), {}, QStringLiteral("diesel"), 16);
        site.pdu(QStringLiteral("ats"), QStringLiteral("grid"));
        site.cable(QStringLiteral("diesel-panel"), QStringLiteral("ats"));
        site.machine(QStringLiteral("m1"), {QStringLiteral("ats")}, 1000, 4000);
        PowerPicture picture = site.picture();
        QCOMPARE(supply(picture, QStringLiteral("grid")).load.nowW, 1000.0);
        QCOMPARE(supply(picture, QStringLiteral("diesel")).load.nowW, 0.0);
        auto loss = picture.lossOf(indexOf(picture, QStringLiteral("grid")));
        QVERIFY(loss.dark.empty());
        QCOMPARE(loss.changed.value(indexOf(picture, QStringLiteral("diesel"))).nowW, 1000.0);
        loss = picture.lossOf(indexOf(picture, QStringLiteral("diesel")));
        QVERIFY(!loss.changed.contains(indexOf(picture, QStringLiteral("grid"))));
        QVERIFY(codes(picture).contains(
            QStringLiteral("over-on-failover-at-plate diesel-panel"))); // 2944 W
        // Where there are generators only, they carry.
        site.books.feeds[0].kind = FeedKind::Generator;
        picture = site.picture();
        QCOMPARE(supply(picture, QStringLiteral("diesel")).load.nowW, 500.0);
    }

    void aRackOverItsLimit()
    {
        PowerSite site = twoSides();
        const RackId rack = site.rack(QStringLiteral("A01"), 42, 900);
        site.machine(QStringLiteral("m1"), kBoth, 600, 1000, rack);
        QCOMPARE(codes(site.picture()), QStringList{QStringLiteral("over-at-plate A01")});
    }

    void badInput()
    {
        PowerSite site = twoSides();
        site.pdu(QStringLiteral("stray"), {});
        site.cable(QStringLiteral("pdu-A"), QStringLiteral("nowhere"));
        site.feed(QStringLiteral("nothing"), {}, {}, -5);
        site.books.feeds.back().limitPercent = -80;
        // Two PDUs that feed each other.
        site.pdu(QStringLiteral("x"), {});
        site.pdu(QStringLiteral("y"), QStringLiteral("x"));
        site.cable(QStringLiteral("y"), QStringLiteral("x"));
        // A feed that is its own source, which the site refuses and an old copy may hold.
        PowerFeed& self = site.feed(QStringLiteral("self"), {});
        self.upstreamId = self.id;
        const PowerPicture picture = site.picture();
        const QStringList found = codes(picture);
        QVERIFY(found.contains(QStringLiteral("no-feed stray")));
        QVERIFY(found.contains(QStringLiteral("open-end pdu-A-nowhere")));
        // What to look at is the end that is known.
        const auto open = std::find_if(
            picture.findings().begin(), picture.findings().end(),
            [](const auto& finding) { return finding.kind == PowerFinding::Kind::OpenEnd; });
        QCOMPARE(open->at, supply(picture, QStringLiteral("pdu-A")).id);
        QCOMPARE(found.filter(QStringLiteral("loop")).size(), 2);
        for (std::size_t i = 0; i < picture.supplies().size(); ++i)
            QVERIFY(!picture.lossOf(int(i)).supplies.empty());
        QVERIFY(PowerPicture({}).isEmpty());
    }

    void aNameWithAMarkStaysAName()
    {
        PowerFinding finding;
        finding.place = QStringLiteral("%limit");
        finding.watts = 1500;
        finding.limitW = 1000;
        QVERIFY(sentence(finding).startsWith(QStringLiteral("%limit carries")));
    }

    void aLargeSiteIsReadAtOnce()
    {
        PowerSite site = twoSides();
        for (int i = 0; i < 500; ++i) {
            const QStringList pdus{QStringLiteral("a%1").arg(i), QStringLiteral("b%1").arg(i)};
            site.pdu(pdus[0], QStringLiteral("breaker-A"));
            site.pdu(pdus[1], QStringLiteral("breaker-B"));
            for (int j = 0; j < 20; ++j)
                site.machine(QStringLiteral("m%1-%2").arg(i).arg(j), pdus, 100, 200);
        }
        const PowerPicture picture = site.picture();
        QCOMPARE(qRound(supply(picture, QStringLiteral("utility")).load.nowW), 1'000'000);
        QCOMPARE(qRound(supply(picture, QStringLiteral("breaker-A")).failoverW), 1'000'000);
    }
};

QTEST_APPLESS_MAIN(TestPowerPicture)
#include "test_power_picture.moc"
