#include "models/exchange/tableimport.h"

#include <QTest>

#include <ctime>

using namespace rackhouse;

using Outcome = PlannedRow::Outcome;

/// Files with more rows than a changeset holds, in which rows go where later ones are now.
class TestExchangeOrder : public QObject
{
    Q_OBJECT

private slots:
    void cablesMoveUpPortByPort();
    void devicesMoveUpPlaceByPlace();
    void aCircleGoesAtOnce();
    void aCircleThatIsTooLargeIsSaid();
    void aRackOfAnyNumberOfDevices();
};

namespace
{

constexpr int kRows = 2'500; ///< more than one changeset holds
constexpr int kInRack = 42;

QString numbered(const char* name, int number)
{
    return QLatin1String(name) + QString::number(number);
}

/// Cable i is in port i of a switch.
Books cabled()
{
    Books books;
    Asset leaf;
    leaf.id = AssetId::create();
    leaf.name = QStringLiteral("leaf");
    books.assets.push_back(leaf);
    for (int i = 0; i < kRows; ++i) {
        Cable cable;
        cable.id = CableId::create();
        cable.label = numbered("C", i);
        cable.aKind = EndKind::Asset;
        cable.aId = leaf.id.text();
        cable.aPort = numbered("p", i);
        books.cables.push_back(cable);
    }
    return books;
}

/// Device i is one unit high and in unit i of racks that stand side by side.
Books placed()
{
    Books books;
    for (int i = 0; i < kRows + kInRack; ++i) {
        if (i % kInRack == 0) {
            books.racks.emplace_back();
            books.racks.back().id = RackId::create();
            books.racks.back().name = numbered("R", i / kInRack);
        }
        if (i >= kRows)
            continue;
        Asset device;
        device.id = AssetId::create();
        device.name = numbered("d", i);
        device.kind = AssetKind::Switch;
        device.rackId = books.racks.back().id;
        device.position = i % kInRack + 1;
        books.assets.push_back(device);
    }
    return books;
}

QByteArray cablesMovedBy(int step, int circle)
{
    QByteArray csv("label,a_device,a_port,b_device\n");
    for (int i = 0; i < kRows; ++i)
        csv += "C" + QByteArray::number(i) + ",leaf,p" + QByteArray::number((i + step) % circle) +
               ",\n";
    return csv;
}

/// What the site does with a part: everything in it moves, then no port may hold two.
bool applies(QHash<QString, QString>& portOfCable, const ChangePlan& plan,
             const std::vector<size_t>& part)
{
    for (const size_t number : part)
        portOfCable[plan.rows[number].name] =
            plan.rows[number].item.value(u"fields").toObject().value(u"a_port").toString();
    const QStringList ports = portOfCable.values();
    return QSet<QString>(ports.begin(), ports.end()).size() == ports.size();
}

double cpuSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

/// That many new devices in one unit of one rack: what it costs to refuse them.
double secondsToRefuse(int devices)
{
    Books books;
    books.racks.resize(1);
    books.racks[0].id = RackId::create();
    books.racks[0].name = QStringLiteral("A01");
    QByteArray csv("name,kind,rack,unit\n");
    for (int i = 0; i < devices; ++i)
        csv += "d" + QByteArray::number(i) + ",switch,A01,7\n";
    const double before = cpuSeconds();
    const auto plan = planImport(ExchangeTable::Placements, csv, books);
    const double taken = cpuSeconds() - before;
    return plan && plan->count(Outcome::Problem) == devices ? taken : -1;
}

} // namespace

void TestExchangeOrder::cablesMoveUpPortByPort()
{
    const Books books = cabled();
    QHash<QString, QString> portOfCable;
    for (const Cable& cable : books.cables)
        portOfCable.insert(cable.label, cable.aPort);
    const auto plan = planImport(ExchangeTable::Cables, cablesMovedBy(1, kRows + 1), books);
    QVERIFY(plan);
    QCOMPARE(plan->count(Outcome::Changed), kRows);
    const auto parts = plan->parts();
    QCOMPARE(parts.size(), 2u);
    for (const auto& part : parts) {
        QVERIFY(part.size() <= 2'000);
        QVERIFY(applies(portOfCable, *plan, part));
    }
    QCOMPARE(portOfCable.value(QStringLiteral("C0")), QStringLiteral("p1"));
}

void TestExchangeOrder::devicesMoveUpPlaceByPlace()
{
    const Books books = placed();
    QByteArray csv("name,rack,unit\n");
    for (int i = 0; i < kRows; ++i)
        csv += "d" + QByteArray::number(i) + ",R" + QByteArray::number((i + 1) / kInRack) + "," +
               QByteArray::number((i + 1) % kInRack + 1) + "\n";
    const auto plan = planImport(ExchangeTable::Placements, csv, books);
    QVERIFY(plan);
    QCOMPARE(plan->count(Outcome::Changed), kRows);
    // The last one goes first, and each after the one that leaves its place.
    QList<size_t> order;
    for (const auto& part : plan->parts()) {
        QVERIFY(part.size() <= 2'000);
        order << QList<size_t>(part.begin(), part.end());
    }
    QCOMPARE(order.size(), kRows);
    for (qsizetype i = 0; i < order.size(); ++i)
        QCOMPARE(order[i], size_t(kRows - 1 - i));
}

void TestExchangeOrder::aCircleGoesAtOnce()
{
    const Books books = cabled();
    QHash<QString, QString> portOfCable;
    for (const Cable& cable : books.cables)
        portOfCable.insert(cable.label, cable.aPort);
    // The first 1,900 in a circle; the others move on behind them.
    QByteArray csv("label,a_device,a_port,b_device\n");
    for (int i = 0; i < kRows; ++i)
        csv += "C" + QByteArray::number(i) + ",leaf,p" +
               QByteArray::number(i < 1'900 ? (i + 1) % 1'900 : i + 1) + ",\n";
    const auto plan = planImport(ExchangeTable::Cables, csv, books);
    QVERIFY(plan);
    QCOMPARE(plan->parts().size(), 2u);
    for (const auto& part : plan->parts())
        QVERIFY(applies(portOfCable, *plan, part));
}

void TestExchangeOrder::aCircleThatIsTooLargeIsSaid()
{
    const auto plan = planImport(ExchangeTable::Cables, cablesMovedBy(1, kRows), cabled());
    QVERIFY(plan);
    QCOMPARE(plan->count(Outcome::Problem), kRows);
    QCOMPARE(plan->rows[0].problem->code, QStringLiteral("import-circle"));
    QVERIFY2(problemText(*plan->rows[0].problem).contains(QStringLiteral("2500")),
             qPrintable(problemText(*plan->rows[0].problem)));
    QVERIFY(plan->parts().empty());
}

void TestExchangeOrder::aRackOfAnyNumberOfDevices()
{
    const double few = secondsToRefuse(2'000);
    const double many = secondsToRefuse(40'000);
    QVERIFY(few > 0 && many > 0);
    // Twenty times the devices; each beside each other would be four hundred times the work.
    QVERIFY2(many < 100 * few, qPrintable(QStringLiteral("%1 s and %2 s").arg(few).arg(many)));
}

QTEST_APPLESS_MAIN(TestExchangeOrder)
#include "test_exchange_order.moc"
