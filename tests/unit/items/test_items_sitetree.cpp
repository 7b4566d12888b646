#include "models/items/sitetreemodel.h"
#include "tests/unit/items/replicafixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace rackhouse;

namespace
{

/// The tree in one line: "All sites 2, paris 2 [Hall 1 1 [A2 1, A10 0], B1 0]".
QString shown(const QAbstractItemModel& model, const QModelIndex& parent = {})
{
    QStringList parts;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        QString part =
            index.data().toString() + QLatin1Char(' ') + index.data(CountRole).toString();
        if (model.rowCount(index) > 0)
            part += QStringLiteral(" [") + shown(model, index) + QLatin1Char(']');
        parts << part;
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace

class TestSiteTree : public QObject
{
    Q_OBJECT

private slots:
    void itFollowsTheReplica();
    void nodesThatStayKeepTheirIndexes();
    void pairedSitesAreThereBeforeTheirRows();
};

void TestSiteTree::itFollowsTheReplica()
{
    ReplicaFixture fixture;
    SiteTreeModel model(*fixture.replica);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(shown(model), QStringLiteral("All sites 0"));
    const Rack a10 = rackNamed(QStringLiteral("A10"), QStringLiteral("Hall 1"));
    const Rack a2 = rackNamed(QStringLiteral("A2"), QStringLiteral("Hall 1"));
    Machine machine = machineNamed(QStringLiteral("m"));
    machine.rackId = a2.id;
    fixture.apply({ReplicaFixture::changeOf(a10), ReplicaFixture::changeOf(a2),
                   ReplicaFixture::changeOf(rackNamed(QStringLiteral("B1"))),
                   ReplicaFixture::changeOf(machine),
                   ReplicaFixture::changeOf(machineNamed(QStringLiteral("unplaced")))});
    QTRY_COMPARE(shown(model),
                 QStringLiteral("All sites 2, paris 2 [Hall 1 1 [A2 1, A10 0], B1 0]"));
    Site site;
    site.id = SiteId::create();
    site.name = QStringLiteral("Paris-1");
    fixture.put(site);
    QTRY_COMPARE(shown(model),
                 QStringLiteral("All sites 2, Paris-1 2 [Hall 1 1 [A2 1, A10 0], B1 0]"));
    QVERIFY(fixture.replica->clearSite(ReplicaFixture::site));
    QTRY_COMPARE(shown(model), QStringLiteral("All sites 0"));
}

void TestSiteTree::pairedSitesAreThereBeforeTheirRows()
{
    ReplicaFixture fixture;
    SiteTreeModel model(*fixture.replica);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QString other = QStringLiteral("other");
    model.setPaired({{ReplicaFixture::site, QStringLiteral("debian"), QStringLiteral("debian")},
                     {other, QStringLiteral("debian-2"), QStringLiteral("debian")}});
    // Two that call themselves the same are told apart by their names on this computer.
    QTRY_COMPARE(shown(model),
                 QStringLiteral("All sites 0, debian (debian) 0, debian (debian-2) 0"));
    Site site;
    site.id = SiteId::create();
    site.name = QStringLiteral("Paris-1");
    fixture.put(site);
    QTRY_COMPARE(shown(model), QStringLiteral("All sites 0, debian 0, Paris-1 0"));
    QCOMPARE(model.index(1, 0).data(SiteKeyRole).toString(), other);
    model.setPaired({});
    QTRY_COMPARE(shown(model), QStringLiteral("All sites 0, Paris-1 0"));
}

void TestSiteTree::nodesThatStayKeepTheirIndexes()
{
    ReplicaFixture fixture;
    Rack b = rackNamed(QStringLiteral("B"), QStringLiteral("Hall"));
    fixture.put(b);
    SiteTreeModel model(*fixture.replica);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(model.load());
    const QModelIndex hall = model.index(0, 0, model.index(1, 0));
    const QPersistentModelIndex rack(model.index(0, 0, hall));
    QCOMPARE(rack.data().toString(), b.name);
    QCOMPARE(rack.data(KindRole).toString(), QStringLiteral("rack"));
    QCOMPARE(rack.data(IdRole).toString(), b.id.text());
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    fixture.put(rackNamed(QStringLiteral("A"), QStringLiteral("Hall")));
    QTRY_COMPARE(rack.row(), 1);
    b.name = QStringLiteral("0");
    fixture.put(b);
    QTRY_COMPARE(rack.row(), 0);
    QCOMPARE(rack.data().toString(), b.name);
    QCOMPARE(resets.count(), 0);
}

QTEST_GUILESS_MAIN(TestSiteTree)
#include "test_items_sitetree.moc"
