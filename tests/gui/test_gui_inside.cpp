#include "tests/gui/demowindow.h"

#include "models/base/json.h"
#include "models/items/gpumatrixmodel.h"
#include "models/items/hardwaremodel.h"
#include "tests/support/demohardware.h"
#include "widgets/common/formdialog.h"
#include "widgets/common/messagestrip.h"
#include "widgets/inside/insidelayout.h"
#include "widgets/inside/insideview.h"
#include "widgets/machines/componentdetail.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QTreeWidget>

using namespace rackhouse;

class TestGuiInside : public QObject
{
    Q_OBJECT

private slots:
    void theModelsHoldTheirContract();
    void socketsAreColumnsAndDevicesLanes();
    void aServerOfManyDrivesIsASquare();
    void aCellShowsTheWay();
    void twoDevicesSelectTheCell();
    void theDegradedLinkIsFoundByKeyboard();
    void whatNvidiaSmiSaysOtherwiseIsMarked();
    void whatIsNoMatrixIsSaid();
    void oldKnowledgeTellsItsAge();
    void aMachineThatNobodyLookedInto();
    void aNameOfAnyLengthWidensNothing();
    void theDetailOfAPartHasWordsAndUnits();

private:
    /// The machine that an inspection has looked into, or the other one, with the tab in front.
    void open(bool inspected);
    HardwareModel* hardware() const { return static_cast<HardwareModel*>(m_view->model()); }
    QModelIndex part(const QString& name) const;
    QString sentence() const;
    QString cell(int row, int column) const
    {
        return m_matrix->model()->index(row, column).data().toString();
    }
    FormDialog* openComparison();
    void press(QWidget* widget, int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(widget, Qt::Key(key), modifiers);
    }

    std::unique_ptr<DemoWindow> m_demo;
    InsideView* m_view = nullptr;
    QTableView* m_matrix = nullptr;
};

namespace
{

std::shared_ptr<const HardwareTree> tree()
{
    return std::make_shared<const HardwareTree>(
        DemoHardware(MachineId::create(), Instant{1'000}).parts());
}

int find(const HardwareTree& in, const QString& name)
{
    for (std::size_t row = 0; row < in.nodes().size(); ++row) {
        if (in.nodes()[row].name == name)
            return static_cast<int>(row);
    }
    return -1;
}

} // namespace

void TestGuiInside::open(bool inspected)
{
    m_demo = std::make_unique<DemoWindow>();
    QString wanted;
    const auto machines = m_demo->replica().list<Machine>(m_demo->records().site());
    for (const Machine& machine : *machines) {
        const auto parts = m_demo->replica().list<Component>(
            {}, {.equals = {{QStringLiteral("machine_id"), machine.id.text()},
                            {QStringLiteral("kind"), enumText(ComponentKind::PciDevice)}},
                 .limit = 1});
        if (parts->empty() != inspected)
            wanted = machine.id.text();
    }
    m_demo->window().open(Page::makeLink(QStringLiteral("/machines/") + wanted));
    Page* page = m_demo->window().currentPage();
    m_view = page->findChild<InsideView*>(QStringLiteral("inside"));
    m_matrix = page->findChild<QTableView*>(QStringLiteral("inside.matrix"));
    QVERIFY(m_view && m_matrix);
    QTRY_VERIFY(!m_demo->records().isBusy());
    QTRY_VERIFY(!m_demo->focus().rows().empty());
    page->findChild<QTabWidget*>(QStringLiteral("machine.tabs"))->setCurrentIndex(1);
}

QModelIndex TestGuiInside::part(const QString& name) const
{
    return hardware()->indexOfNode(find(*hardware()->tree(), name));
}

QString TestGuiInside::sentence() const
{
    return m_demo->window().findChild<QLabel*>(QStringLiteral("inside.sentence"))->text();
}

FormDialog* TestGuiInside::openComparison()
{
    m_demo->window().findChild<QPushButton*>(QStringLiteral("inside.compare"))->click();
    return m_demo->window().findChild<FormDialog*>(QStringLiteral("dialog.inside-compare"));
}

void TestGuiInside::theModelsHoldTheirContract()
{
    HardwareModel model;
    GpuMatrixModel ways;
    QAbstractItemModelTester tester(&model);
    QAbstractItemModelTester second(&ways);
    model.set(tree(), Instant{2'000});
    ways.set(tree());
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(ways.rowCount(), 18);
    const QModelIndex card = model.indexOfNode(find(*model.tree(), QStringLiteral("mlx5_5")));
    QCOMPARE(card.siblingAtColumn(HardwareModel::LinkColumn).data().toString(),
             QStringLiteral("32 GT/s x8 of 32 GT/s x16"));
    QCOMPARE(card.parent().data().toString(), QStringLiteral("PCIe switch 0000:98:00.0"));
    const QPersistentModelIndex kept(card);
    model.set(tree(), Instant{3'000});
    QVERIFY(kept.isValid()); // the same parts in the same places
    ways.set(tree());
    model.set({}, {});
    ways.set({});
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(ways.rowCount(), 0);
}

void TestGuiInside::socketsAreColumnsAndDevicesLanes()
{
    const auto inside = tree();
    const InsideLayout layout(*inside);
    const auto rect = [&](const char* name) {
        return layout.rectOfNode(find(*inside, QString::fromLatin1(name)));
    };
    QCOMPARE(layout.columnCount(), std::size_t(2));
    QVERIFY(layout.rectOfColumn(0).right() < layout.rectOfColumn(1).left());
    QVERIFY(rect("CPU0").bottom() < rect("0000:15:01.0").top());
    QVERIFY(rect("0000:15:01.0").bottom() < rect("0000:16:00.0").top());
    QVERIFY(rect("0000:16:00.0").bottom() < rect("GPU0").top());
    for (int gpu = 1; gpu < 8; ++gpu) { // all in one row, from left to right
        const QRectF before = rect(qPrintable(QStringLiteral("GPU%1").arg(gpu - 1)));
        const QRectF here = rect(qPrintable(QStringLiteral("GPU%1").arg(gpu)));
        QCOMPARE(here.top(), before.top());
        QVERIFY(here.left() > before.right());
    }
    const QRectF bar = layout.nvLinkBar(); // below all GPUs
    QCOMPARE(bar.left(), rect("GPU0").left());
    QCOMPARE(bar.right(), rect("GPU7").right());
    QVERIFY(rect("GPU7").bottom() < bar.top());
    QVERIFY(bar.bottom() < rect("NVSwitch0").top());
    QVERIFY(rect("NVSwitch0").bottom() < rect("mlx5_0").top());
    QVERIFY(rect("mlx5_7").bottom() < rect("nvme0n1").top());
    const int count = static_cast<int>(inside->nodes().size());
    for (int a = 0; a < count; ++a) {
        QVERIFY(QRectF(QPointF(), layout.size()).contains(layout.rectOfNode(a)));
        for (int b = a + 1; b < count; ++b)
            QVERIFY2(!layout.rectOfNode(a).intersects(layout.rectOfNode(b)),
                     qPrintable(inside->node(a).name + u" / " + inside->node(b).name));
        const auto wire = layout.wire(*inside, a);
        QCOMPARE(wire.empty(), inside->node(a).parent < 0);
        QVERIFY(wire.empty() || wire.back().y() == layout.rectOfNode(a).top());
    }
}

void TestGuiInside::aServerOfManyDrivesIsASquare()
{
    std::vector<Component> parts;
    for (int i = 0; i < 24; ++i) {
        Component drive;
        drive.kind = ComponentKind::PciDevice;
        drive.detail = {{QStringLiteral("address"),
                         QStringLiteral("0000:%1:00.0").arg(i + 16, 2, 16, QLatin1Char('0'))},
                        {QStringLiteral("class"), QStringLiteral("010802")}};
        parts.push_back(drive);
    }
    const HardwareTree drives(parts);
    const InsideLayout layout(drives);
    QVERIFY(layout.size().width() < 6 * 110);
    QVERIFY(layout.size().height() < 8 * 50);
}

void TestGuiInside::aCellShowsTheWay()
{
    open(true);
    m_matrix->setFocus();
    m_matrix->setCurrentIndex(m_matrix->model()->index(0, 0));
    QCOMPARE(m_matrix->model()->headerData(10, Qt::Horizontal).toString(),
             QStringLiteral("mlx5_0"));
    for (int step = 0; step < 11; ++step)
        press(m_matrix, Qt::Key_Right);
    QCOMPARE(sentence(), QStringLiteral("GPU0 to mlx5_1: through one PCIe switch (PIX)."));
    QCOMPARE(m_view->way().size(), 3); // both and the switch
    QVERIFY(m_view->selectionModel()->isSelected(part(QStringLiteral("GPU0"))));
    QVERIFY(m_view->selectionModel()->isSelected(part(QStringLiteral("mlx5_1"))));
    QCOMPARE(m_view->selectionModel()->selectedRows().size(), 2);
    press(m_matrix, Qt::Key_Left);
    press(m_matrix, Qt::Key_End);
    // Behind the ways stand the CPUs and the NUMA node that a device is next to.
    const int last = m_matrix->currentIndex().column();
    QCOMPARE(m_matrix->model()->headerData(last - 1, Qt::Horizontal).toString(),
             QStringLiteral("CPU affinity"));
    QCOMPARE(cell(0, last - 1), QStringLiteral("0-55,112-167"));
    QCOMPARE(cell(7, last - 1), QStringLiteral("56-111,168-223"));
    QCOMPARE(cell(7, last), QStringLiteral("1"));
    QVERIFY2(sentence().contains(QStringLiteral("NUMA node 0, CPUs 0-55,112-167")),
             qPrintable(sentence()));
    press(m_matrix, Qt::Key_Left);
    press(m_matrix, Qt::Key_Left);
    QCOMPARE(sentence(), QStringLiteral("GPU0 to mlx5_7: from NUMA node 0 to NUMA node 1 (SYS)."));
}

void TestGuiInside::twoDevicesSelectTheCell()
{
    open(true);
    m_view->setFocus();
    m_view->setCurrentIndex(part(QStringLiteral("GPU0")));
    QVERIFY(sentence().startsWith(QStringLiteral("GPU0: H100 SXM 80GB, 32 GT/s x16")));
    press(m_view, Qt::Key_Right, Qt::ControlModifier);
    press(m_view, Qt::Key_Space, Qt::ControlModifier);
    QCOMPARE(sentence(),
             QStringLiteral("GPU0 to GPU1: over 18 NVLinks through NVSwitches (NV18); over PCIe "
                            "through one PCIe switch (PIX)."));
    QCOMPARE(m_matrix->currentIndex(), m_matrix->model()->index(0, 1));
    // A drive is in no matrix; the way is told all the same.
    m_view->setCurrentIndex(part(QStringLiteral("GPU0")));
    m_view->selectionModel()->select(part(QStringLiteral("nvme3n1")),
                                     QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QVERIFY(sentence().contains(QStringLiteral("of the same NUMA node (NODE)")));
    QVERIFY(!m_matrix->currentIndex().isValid());
}

void TestGuiInside::theDegradedLinkIsFoundByKeyboard()
{
    open(true);
    auto* side = m_demo->window().findChild<QTabWidget*>(QStringLiteral("inside.side"));
    QCOMPARE(side->tabText(2), QStringLiteral("What is wrong (3)"));
    side->setCurrentIndex(2);
    auto* findings = m_demo->window().findChild<QTreeWidget*>(QStringLiteral("inside.findings"));
    QCOMPARE(findings->topLevelItemCount(), 3);
    findings->setFocus();
    press(findings, Qt::Key_Home);
    QCOMPARE(m_view->currentIndex(), part(QStringLiteral("GPU2")));
    QVERIFY(sentence().contains(QStringLiteral("not healthy")));
    press(findings, Qt::Key_Down);
    QCOMPARE(m_view->currentIndex(), part(QStringLiteral("GPU5")));
    QVERIFY(sentence().contains(QStringLiteral("16 of 18 NVLinks")));
    press(findings, Qt::Key_Down);
    QCOMPARE(m_view->currentIndex(), part(QStringLiteral("mlx5_5")));
    QVERIFY(
        m_view->viewport()->rect().contains(m_view->visualRect(m_view->currentIndex()).center()));
    QVERIFY(sentence().contains(QStringLiteral("32 GT/s x8 of 32 GT/s x16")));
    m_view->setFocus();
    press(m_view, Qt::Key_Up); // the GPU above it
    QCOMPARE(m_view->currentIndex(), part(QStringLiteral("GPU5")));
    const qreal fitting = m_view->zoom();
    press(m_view, Qt::Key_Plus);
    QVERIFY(m_view->zoom() > fitting);
    press(m_view, Qt::Key_0);
    QCOMPARE(m_view->zoom(), fitting);
}

void TestGuiInside::whatNvidiaSmiSaysOtherwiseIsMarked()
{
    open(true);
    FormDialog* dialog = openComparison();
    QVERIFY(dialog && !dialog->verb()->isEnabled());
    dialog->findChild<QPlainTextEdit*>()->setPlainText(QStringLiteral("\tGPU0\tGPU1\tNIC0\n"
                                                                      "GPU0\t X \tNV18\tPHB\n"
                                                                      "GPU1\tNV18\t X \tPIX\n"
                                                                      "NIC0\tPHB\tPIX\t X \n"
                                                                      "\n  NIC0: mlx5_0\n"));
    dialog->verb()->click();
    QVERIFY(!dialog->isVisible());
    auto* strip = m_demo->window().findChild<MessageStrip*>(QStringLiteral("inside.comparison"));
    QVERIFY(strip && strip->isVisible());
    QVERIFY(strip->text().contains(QStringLiteral("not stored")));
    QVERIFY(strip->text().contains(QStringLiteral("One pair differs.")));
    QCOMPARE(cell(0, 1), QStringLiteral("NV18"));
    QCOMPARE(cell(0, 10), QStringLiteral("PIX ≠ PHB"));
    QCOMPARE(cell(1, 10), QStringLiteral("PIX"));
    m_matrix->setCurrentIndex(m_matrix->model()->index(0, 10));
    QVERIFY(sentence().contains(QStringLiteral("nvidia-smi says PHB, through a host bridge")));
    m_demo->window().findChild<QPushButton*>(QStringLiteral("inside.end-comparison"))->click();
    QVERIFY(!strip->isVisible());
    QCOMPARE(cell(0, 10), QStringLiteral("PIX"));
    QVERIFY(m_demo->link().posted().isEmpty());
}

void TestGuiInside::whatIsNoMatrixIsSaid()
{
    open(true);
    FormDialog* dialog = openComparison();
    dialog->findChild<QPlainTextEdit*>()->setPlainText(QStringLiteral("command not found"));
    dialog->verb()->click();
    QVERIFY(dialog->isVisible());
    const auto* strip = dialog->findChild<MessageStrip*>();
    QVERIFY(
        strip->text().startsWith(QStringLiteral("This is not what `nvidia-smi topo -m` prints")));
    QCOMPARE(cell(0, 1), QStringLiteral("NV18"));
}

void TestGuiInside::oldKnowledgeTellsItsAge()
{
    HardwareModel model;
    const auto inside = tree();
    model.set(inside, Instant{1'000 + 3 * 3'600'000});
    const QModelIndex gpu = model.indexOfNode(find(*inside, QStringLiteral("GPU0")));
    QCOMPARE(gpu.siblingAtColumn(HardwareModel::HealthColumn).data().toString(),
             QStringLiteral("Ok · 3 h ago"));
    model.set(inside, Instant{2'000});
    QCOMPARE(model.indexOfNode(find(*inside, QStringLiteral("GPU0")))
                 .siblingAtColumn(HardwareModel::HealthColumn)
                 .data()
                 .toString(),
             QStringLiteral("Ok"));
}

void TestGuiInside::aMachineThatNobodyLookedInto()
{
    open(false);
    QVERIFY(!m_view->isVisible());
    auto* page = m_demo->window().currentPage();
    auto* inspect = page->findChild<QPushButton*>(QStringLiteral("empty.action"));
    QVERIFY(inspect && inspect->isVisible() && inspect->isEnabled());
}

void TestGuiInside::aNameOfAnyLengthWidensNothing()
{
    open(true);
    const QString name(300, u'n');
    auto cards = m_demo->replica().list<Component>(
        {}, {.equals = {{QStringLiteral("slot"), QStringLiteral("mlx5_0")}}});
    QCOMPARE(cards->size(), std::size_t(1));
    Component card = cards->front();
    card.detail.insert(QStringLiteral("device"), name);
    const Change change{900'001, m_demo->clock().now(), QStringLiteral("component"), card.id.text(),
                        false,   toJson(card)};
    const int width = m_demo->window().minimumSizeHint().width();
    QVERIFY(m_demo->replica().applyChanges(m_demo->records().site(), {change}, 900'001));
    QTRY_VERIFY(part(name).isValid());
    m_view->setCurrentIndex(part(name));
    QVERIFY(sentence().startsWith(name));
    QTRY_COMPARE(m_demo->window().minimumSizeHint().width(), width);
    for (int column = 0; column < m_matrix->model()->columnCount(); ++column)
        QVERIFY(m_matrix->columnWidth(column) <= 140);
    QVERIFY(m_view->visualRect(part(name)).width() < 140);
}

void TestGuiInside::theDetailOfAPartHasWordsAndUnits()
{
    const auto said = [](const char* detail) {
        return componentDetailText(*parseObject(detail));
    };
    QCOMPARE(said(R"({"capacity_w":2400,"path":"/redfish/v1"})"), u"gives 2.4 kW"_qs);
    QCOMPARE(said(R"({"numa":0,"driver":"nvidia","vendor":"0x10de"})"),
             u"driver nvidia, NUMA node 0"_qs);
    QCOMPARE(said(R"({"numa":-1,"link":false,"speed_mbps":400000})"), u"no link, 400 Gbit/s"_qs);
    QCOMPARE(said(R"({"value":41.5,"unit":"\u00b0C"})"), u"41.5 \u00b0C"_qs);
    QCOMPARE(said(R"({"rotational":false,"logical_block":512,"lldp":{}})"), u"blocks of 512 B"_qs);
    QCOMPARE(said(R"({"nobody_knows":"x"})"), u"nobody knows x"_qs);
}

QTEST_MAIN(TestGuiInside)
#include "test_gui_inside.moc"
