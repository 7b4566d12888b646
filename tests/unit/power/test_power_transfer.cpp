#include "tests/unit/power/powersite.h"

#include <QTest>

using namespace rackhouse;

namespace
{

const QString kAts = QStringLiteral("ats");
const QString kA = QStringLiteral("breaker-A");
const QString kB = QStringLiteral("breaker-B");

int indexOf(const PowerPicture& picture, const QString& name)
{
    const auto& all = picture.supplies();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& at) { return at.name == name; });
    return found == all.end() ? -1 : int(found - all.begin());
}

double loadOf(const PowerPicture& picture, const QString& name)
{
    return picture.supplies()[std::size_t(indexOf(picture, name))].load.nowW;
}

/// Of the transfer switch and the feeds, apart from those that a single cord always has.
QStringList codes(const PowerPicture& picture)
{
    QStringList list;
    for (const PowerFinding& finding : picture.findings()) {
        if (finding.kind != PowerFinding::Kind::OneCord)
            list << findingCode(finding.kind) + u' ' + finding.place;
    }
    return list;
}

/// Between two breakers of 2944 W, with a machine of that load below it.
PowerSite siteWith(const QString& preferred, qint64 watts)
{
    PowerSite site = twoSides();
    Asset& ats = site.pdu(kAts, {});
    ats.kind = AssetKind::TransferSwitch;
    ats.preferredInlet = preferred;
    site.cable(kA, kAts).bPort = QStringLiteral("IN 1");
    site.cable(kB, kAts).bPort = QStringLiteral("IN 2");
    site.machine(QStringLiteral("m1"), {kAts}, watts, watts);
    return site;
}

} // namespace

/// A transfer switch takes one of its inputs alone.
class TestPowerTransfer : public QObject
{
    Q_OBJECT

private slots:
    void thePreferredInletCarriesAll()
    {
        const PowerPicture picture = siteWith(QStringLiteral("in 2"), 1000).picture();
        QCOMPARE(loadOf(picture, kA), 0.0);
        QCOMPARE(loadOf(picture, kB), 1000.0);
        QVERIFY(codes(picture).isEmpty());
        // Before the sides it counts once, with the grid.
        QCOMPARE(picture.loadOf({}).nowW, 1000.0);
        QCOMPARE(picture.loadOf(QStringLiteral("B")).nowW, 1000.0);
        QCOMPARE(picture.loadOf(QStringLiteral("A")).nowW, 0.0);
    }

    void withoutAPreferenceTheFirstByNameCarries()
    {
        const PowerPicture picture = siteWith({}, 1000).picture();
        QCOMPARE(loadOf(picture, kA), 1000.0);
        QCOMPARE(loadOf(picture, kB), 0.0);
    }

    void whatIsLostMovesToTheOther()
    {
        const PowerPicture picture = siteWith(QStringLiteral("IN 1"), 1000).picture();
        const int b = indexOf(picture, kB);
        const auto lost = picture.lossOf(indexOf(picture, kA));
        QVERIFY(lost.dark.empty());
        QCOMPARE(lost.changed.value(b).nowW, 1000.0);
        // The one that carries nothing can go without anything else changing.
        const auto idle = picture.lossOf(b);
        QVERIFY(idle.dark.empty());
        QVERIFY(!idle.changed.contains(indexOf(picture, kA)));
        const auto both = picture.lossOf({indexOf(picture, kA), b});
        QCOMPARE(both.dark.size(), 1u);
    }

    void theOtherMayNotCarryIt()
    {
        PowerSite site = siteWith(QStringLiteral("IN 1"), 2000);
        site.machine(QStringLiteral("m2"), {QStringLiteral("pdu-B")}, 1500, 1500);
        const PowerPicture picture = site.picture();
        QCOMPARE(codes(picture), QStringList{QStringLiteral("over-on-failover breaker-B")});
        QCOMPARE(picture.findings().front().watts, 3500.0);
        QVERIFY(sentence(picture.findings().front()).contains(kA));
    }

    void oneMayFeedBothInlets()
    {
        for (const auto& [first, second] : {std::pair{"IN 1", "IN 2"}, std::pair{"IN 2", "IN 1"}}) {
            PowerSite site = twoSides();
            Asset& ats = site.pdu(kAts, {});
            ats.kind = AssetKind::TransferSwitch;
            ats.preferredInlet = QStringLiteral("IN 1");
            site.cable(kA, kAts).bPort = QString::fromLatin1(first);
            site.cable(kA, kAts).bPort = QString::fromLatin1(second);
            const QStringList found = codes(site.picture());
            QVERIFY2(!found.contains(QStringLiteral("preferred-unfed ats")),
                     qPrintable(found.join(QLatin1Char(','))));
        }
    }

    void aPreferredInletWithoutCable()
    {
        const PowerPicture picture = siteWith(QStringLiteral("IN 3"), 1000).picture();
        QCOMPARE(codes(picture), QStringList{QStringLiteral("preferred-unfed ats")});
        QVERIFY(sentence(picture.findings().back()).contains(QStringLiteral("IN 3")));
        QCOMPARE(loadOf(picture, kA), 1000.0);
    }

    void oneInputOrOneSideIsNoChoice()
    {
        PowerSite one = siteWith({}, 1000);
        std::erase_if(one.books.cables,
                      [](const Cable& cable) { return cable.bPort == QLatin1String("IN 2"); });
        QCOMPARE(codes(one.picture()), QStringList{QStringLiteral("one-input ats")});
        PowerSite side = siteWith({}, 1000);
        side.feed(QStringLiteral("breaker-A2"), {}, QStringLiteral("ups-A"), 16);
        const PowerFeed spare = side.books.feeds.back();
        for (Cable& cable : side.books.cables) {
            if (cable.bPort == QLatin1String("IN 2"))
                cable.aId = spare.id.text();
        }
        QCOMPARE(codes(side.picture()), QStringList{QStringLiteral("inputs-one-side ats")});
        std::erase_if(one.books.cables,
                      [](const Cable& cable) { return cable.bPort == QLatin1String("IN 1"); });
        QCOMPARE(codes(one.picture()), QStringList{QStringLiteral("no-feed ats")});
    }

    void aGeneratorWaitsUnlessItIsPreferred()
    {
        PowerSite site = siteWith({}, 1000);
        const auto asGenerator = [&](const QString& name) {
            for (PowerFeed& feed : site.books.feeds) {
                if (feed.name == name)
                    feed.kind = FeedKind::Generator;
            }
        };
        asGenerator(kA); // though it comes first by name
        QCOMPARE(loadOf(site.picture(), kB), 1000.0);
        for (Asset& asset : site.books.assets) {
            if (asset.name == kAts)
                asset.preferredInlet = QStringLiteral("IN 1");
        }
        QCOMPARE(loadOf(site.picture(), kA), 1000.0);
    }
};

QTEST_APPLESS_MAIN(TestPowerTransfer)
#include "test_power_transfer.moc"
