#include "tests/gui/demowindow.h"

#include "models/domain/asset.h"
#include "models/items/roles.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/tableview.h"
#include "widgets/shell/workspaces.h"

#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QTest>
#include <QThread>
#include <QToolButton>

using namespace rackhouse;

namespace
{

/// Counts how often the window's thread asks for the time: once for each read of the replica.
class CountingClock : public Clock
{
public:
    Instant now() const override
    {
        if (QThread::currentThread() == qApp->thread())
            ++m_asked;
        return m_clock.now();
    }
    int asked() const { return m_asked; }

private:
    SystemClock m_clock;
    mutable int m_asked = 0;
};

} // namespace

/// A table as a person works with it: it scrolls, sorts, sums, copies and keeps its columns.
class TestGuiTables : public QObject
{
    Q_OBJECT

private slots:
    void theNameNeverScrollsAway();
    void theTitleOfTheNameStaysAndSorts();
    void theSelectionIsSummedAndCopied();
    void theInspectorSaysWhatTheTableSays();
    void columnsAreChosenInAMenuAndKept();
    void columnsAreSortedAndMovedByKeyboard();
    void theOrderIsKept();
    void theFilterIsKept();
    void filtersAreSavedAndForgotten();
    void theNewestJobStandsOnTop();
    void theWindowDoesNotReadTenThousandSelectedRows();
    void aBigTableIsReadByAWorker();

private:
    void openMachines(int machines = 26) { openMachines(machines, m_clock); }
    void openMachines(int machines, const Clock& clock);
    QString summary() const
    {
        return m_demo->window().findChild<QLabel*>(QStringLiteral("status.summary"))->text();
    }
    void selectRows(int first, int last)
    {
        const auto* model = m_table->model();
        m_table->selectionModel()->select({model->index(first, 0), model->index(last, 0)},
                                          QItemSelectionModel::ClearAndSelect |
                                              QItemSelectionModel::Rows);
    }
    QStringList names() const
    {
        QStringList names;
        for (int row = 0; row < m_table->model()->rowCount(); ++row)
            names << m_table->model()->index(row, 0).data().toString();
        return names;
    }

    CountingClock m_clock;
    ManualClock m_still{Instant{1'800'000'000'000}};
    std::unique_ptr<DemoWindow> m_demo;
    TableView* m_table = nullptr;
};

void TestGuiTables::openMachines(int machines, const Clock& clock)
{
    m_demo = std::make_unique<DemoWindow>(machines, clock);
    QVERIFY(QTest::qWaitForWindowActive(&m_demo->window()));
    m_demo->window().open(Page::makeLink(QStringLiteral("/machines")));
    m_table = m_demo->window().findChild<TableView*>(QStringLiteral("machines.table"));
    QTRY_COMPARE(m_table->model()->rowCount(), machines);
    m_demo->window().resize(1000, 700);
}

void TestGuiTables::theNameNeverScrollsAway()
{
    openMachines();
    QScrollBar* bar = m_table->horizontalScrollBar();
    QTRY_VERIFY(bar->maximum() > 200);
    const QRect name(0, 0, m_table->columnWidth(0) - 2, m_table->viewport()->height());
    const QImage before = m_table->viewport()->grab(name).toImage();
    const QRect second = m_table->visualRect(m_table->model()->index(2, 0));
    bar->setValue(200);
    QCOMPARE(m_table->viewport()->grab(name).toImage(), before);
    QCOMPARE(m_table->visualRect(m_table->model()->index(2, 0)), second);
    // A click there is a click on the name, and leaves the rest where it is.
    QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {}, second.center());
    QCOMPARE(m_table->currentIndex(), m_table->model()->index(2, 0));
    QCOMPARE(bar->value(), 200);
    QVERIFY(m_table->viewport()->grab(name).toImage() != before);
    // The keyboard brings a cell out from below it.
    m_table->setFocus();
    QTest::keyClick(m_table, Qt::Key_Right);
    const QRect cell = m_table->visualRect(m_table->currentIndex());
    QCOMPARE(m_table->currentIndex().row(), 2);
    QVERIFY(cell.left() >= m_table->columnWidth(0));
}

void TestGuiTables::theTitleOfTheNameStaysAndSorts()
{
    openMachines();
    auto* held = m_table->findChild<QHeaderView*>(QStringLiteral("machines.table.first-header"));
    QVERIFY(held != nullptr && !held->isVisible());
    QTRY_VERIFY(m_table->horizontalScrollBar()->maximum() > 200);
    m_table->horizontalScrollBar()->setValue(200);
    QVERIFY(held->isVisible());
    QCOMPARE(held->width(), m_table->columnWidth(0));
    const QStringList upwards = names();
    // No order is marked at first: the page's own is by name.
    QTest::mouseClick(held->viewport(), Qt::LeftButton, {}, held->viewport()->rect().center());
    QTest::mouseClick(held->viewport(), Qt::LeftButton, {}, held->viewport()->rect().center());
    QTRY_COMPARE(names(), QStringList(upwards.rbegin(), upwards.rend()));
    QCOMPARE(m_table->horizontalHeader()->sortIndicatorSection(), 0);
    QVERIFY(!m_table->horizontalHeader()->isFirstSectionMovable());
}

void TestGuiTables::theSelectionIsSummedAndCopied()
{
    openMachines();
    m_table->setFocus();
    m_table->selectRow(0);
    QTest::keyClick(m_table, Qt::Key_Down, Qt::ShiftModifier);
    QTRY_VERIFY2(summary().startsWith(QStringLiteral("2 selected")), qPrintable(summary()));
    // A DGX H100 and a PowerEdge with two.
    QVERIFY2(summary().contains(QStringLiteral("GPU")), qPrintable(summary()));
    QVERIFY2(summary().contains(QStringLiteral("TiB")), qPrintable(summary()));
    QVERIFY2(summary().contains(QStringLiteral("TB of drives")), qPrintable(summary()));
    QApplication::clipboard()->clear();
    QTest::keyClick(m_table, Qt::Key_C, Qt::ControlModifier);
    QTRY_VERIFY(!QApplication::clipboard()->text().isEmpty());
    const QStringList lines = QApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines.at(0).section(u'\t', 0, 0), QStringLiteral("Name"));
    QCOMPARE(lines.at(1).section(u'\t', 0, 0), names().at(0));
    QCOMPARE(lines.at(2).section(u'\t', 0, 0), names().at(1));
    QCOMPARE(lines.at(2).count(u'\t'), lines.at(0).count(u'\t'));
    m_table->clearSelection();
    QTRY_VERIFY(summary().isEmpty());
}

void TestGuiTables::theInspectorSaysWhatTheTableSays()
{
    openMachines(26, m_still);
    const auto* inspector = m_demo->window().findChild<QWidget*>(QStringLiteral("inspector"));
    const QAbstractItemModel& model = *m_table->model();
    for (int column = 0; column < model.columnCount(); ++column) {
        const QString field = model.headerData(column, Qt::Horizontal, FieldRole).toString();
        if (field != QStringLiteral("observed_at") && field != QStringLiteral("drive_bytes"))
            continue;
        for (int row = 0; row < model.rowCount(); ++row) {
            selectRows(row, row);
            QStringList said;
            for (const auto* label : inspector->findChildren<QLabel*>())
                said << label->text();
            const QString cell = model.index(row, column).data().toString();
            QVERIFY2(said.contains(cell), qPrintable(cell + u": "_qs + said.join(u'|')));
        }
    }
}

void TestGuiTables::columnsAreChosenInAMenuAndKept()
{
    openMachines();
    const auto* button =
        m_demo->window().findChild<QToolButton*>(QStringLiteral("machines.columns"));
    emit button->menu()->aboutToShow();
    QAction* serial = nullptr;
    for (QAction* action : button->menu()->actions()) {
        // The name cannot be hidden.
        QVERIFY(action->text() != QStringLiteral("Name"));
        if (action->text() == QStringLiteral("Serial"))
            serial = action;
    }
    QVERIFY(serial != nullptr);
    const bool shown = serial->isChecked();
    serial->setChecked(!shown);
    int column = 0;
    while (m_table->model()->headerData(column, Qt::Horizontal).toString() != serial->text())
        ++column;
    QCOMPARE(m_table->isColumnHidden(column), shown);
    const QStringList kept = m_demo->settings()
                                 .ofTable(QStringLiteral("machines"), QStringLiteral("columns"))
                                 .toStringList();
    QCOMPARE(kept.contains(QStringLiteral("serial")), !shown);
}

/// Sort by, Move right and Move left of the menu of columns, with the arrows and Enter only.
void TestGuiTables::columnsAreSortedAndMovedByKeyboard()
{
    openMachines();
    const auto titles = [this] {
        QStringList shown;
        const QHeaderView* header = m_table->horizontalHeader();
        for (int visual = 0; visual < header->count(); ++visual) {
            const int column = header->logicalIndex(visual);
            if (!m_table->isColumnHidden(column))
                shown << m_table->model()->headerData(column, Qt::Horizontal).toString();
        }
        return shown;
    };
    const auto pick = [this](const QString& what, const QString& column) {
        auto* menu =
            m_demo->window().findChild<QToolButton*>(QStringLiteral("machines.columns"))->menu();
        menu->popup({});
        for (const QString& text : {what, column}) {
            for (int at = 0;
                 at < 60 && (!menu->activeAction() || menu->activeAction()->text() != text); ++at)
                QTest::keyClick(menu, Qt::Key_Down);
            QVERIFY(menu->activeAction() && menu->activeAction()->text() == text);
            QTest::keyClick(menu, text == column ? Qt::Key_Return : Qt::Key_Right);
            if (text == what) {
                menu = menu->activeAction()->menu();
                QTRY_VERIFY(menu->isVisible());
            }
        }
    };
    const QStringList before = titles();
    QStringList downwards = names();
    std::reverse(downwards.begin(), downwards.end());
    pick(QStringLiteral("Sort by"), QStringLiteral("Name"));
    QCOMPARE(m_table->horizontalHeader()->sortIndicatorSection(), 0);
    pick(QStringLiteral("Sort by"), QStringLiteral("Descending"));
    QTRY_COMPARE(names(), downwards);
    QStringList moved = before;
    moved.swapItemsAt(1, 2);
    pick(QStringLiteral("Move right"), before.at(1));
    QCOMPARE(titles(), moved);
    pick(QStringLiteral("Move left"), before.at(1));
    QCOMPARE(titles(), before);
    // What is moved stays so, as after a drag.
    pick(QStringLiteral("Move left"), before.at(2));
    QCOMPARE(titles(), moved);
    QVERIFY(
        !m_demo->settings().ofTable(QStringLiteral("machines"), QStringLiteral("header")).isNull());
}

void TestGuiTables::theOrderIsKept()
{
    openMachines();
    const QStringList upwards = names();
    m_table->sortByColumn(0, Qt::DescendingOrder);
    const QStringList downwards(upwards.rbegin(), upwards.rend());
    QTRY_COMPARE(names(), downwards);
    // The page of another day.
    const auto all = workspaces();
    const auto machines = std::find_if(all.begin(), all.end(), [](const Workspace& workspace) {
        return workspace.name == QStringLiteral("machines");
    });
    const std::unique_ptr<Page> later(machines->make(m_demo->context(), nullptr));
    m_table = later->findChild<TableView*>(QStringLiteral("machines.table"));
    QCOMPARE(m_table->horizontalHeader()->sortIndicatorSection(), 0);
    QTRY_COMPARE(names(), downwards);
}

void TestGuiTables::theFilterIsKept()
{
    openMachines();
    auto* filter = m_demo->window().currentPage()->findChild<QLineEdit*>(QStringLiteral("filter"));
    const QString text = QStringLiteral("name:r1-u0*");
    filter->setText(text);
    QTRY_COMPARE(m_table->model()->rowCount(), 9);
    m_demo->window().open(Page::makeLink(QStringLiteral("/jobs")));
    // A link that names a filter is followed, and leaves the person's own alone.
    const auto link = [](const QString& wanted) {
        return Page::makeLink(QStringLiteral("/machines"), QStringLiteral("filter"), wanted);
    };
    m_demo->window().open(link(QStringLiteral("name:r1-u03")));
    QTRY_COMPARE(m_table->model()->rowCount(), 1);
    m_demo->window().open(link({}));
    QTRY_COMPARE(m_table->model()->rowCount(), 26);
    m_demo->window().open(Page::makeLink(QStringLiteral("/jobs")));
    m_demo->window().open(Page::makeLink(QStringLiteral("/machines")));
    QTRY_COMPARE(m_table->model()->rowCount(), 9);
    QCOMPARE(filter->text(), text);
    // The link of the page says it, so that another person sees the same.
    QCOMPARE(m_demo->window().currentPage()->link(), link(text));
    filter->clear();
    m_demo->window().open(Page::makeLink(QStringLiteral("/jobs")));
    m_demo->window().open(Page::makeLink(QStringLiteral("/machines")));
    QTRY_COMPARE(m_table->model()->rowCount(), 26);
}

void TestGuiTables::filtersAreSavedAndForgotten()
{
    openMachines();
    auto* filter = m_demo->window().currentPage()->findChild<QLineEdit*>(QStringLiteral("filter"));
    auto* menu = m_demo->window().findChild<QToolButton*>(QStringLiteral("machines.saved"))->menu();
    const auto entry = [menu](const QString& text) -> QAction* {
        emit menu->aboutToShow();
        for (QAction* action : menu->actions()) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    };
    const QString save = QStringLiteral("Save this filter");
    const QString forget = QStringLiteral("Forget this filter");
    QVERIFY(!entry(save)->isEnabled());
    const QString text = QStringLiteral("name:r1-u03");
    filter->setText(text);
    entry(save)->trigger();
    QTRY_VERIFY(!entry(save)->isEnabled());
    filter->clear();
    QTRY_COMPARE(m_table->model()->rowCount(), 26);
    QVERIFY(entry(text) != nullptr);
    entry(text)->trigger();
    QTRY_COMPARE(m_table->model()->rowCount(), 1);
    entry(forget)->trigger();
    QTRY_VERIFY(entry(text) == nullptr);
    QVERIFY(!entry(forget)->isEnabled());
}

void TestGuiTables::theNewestJobStandsOnTop()
{
    openMachines();
    m_demo->window().open(Page::makeLink(QStringLiteral("/jobs")));
    const auto* jobs = m_demo->window().findChild<TableView*>(QStringLiteral("jobs.table"));
    QTRY_VERIFY(jobs->model()->rowCount() > 2);
    int created = 0;
    while (jobs->model()->headerData(created, Qt::Horizontal, FieldRole).toString() !=
           QStringLiteral("created_at"))
        ++created;
    for (int row = 1; row < jobs->model()->rowCount(); ++row)
        QVERIFY(jobs->model()->index(row, created).data(SortRole).toLongLong() <
                jobs->model()->index(row - 1, created).data(SortRole).toLongLong());
}

void TestGuiTables::theWindowDoesNotReadTenThousandSelectedRows()
{
    openMachines(10'000);
    m_table->setFocus();
    const int before = m_clock.asked();
    QTest::keyClick(m_table, Qt::Key_A, Qt::ControlModifier);
    const int reads = m_clock.asked() - before;
    QVERIFY2(reads < 5, qPrintable(QString::number(reads)));
    QVERIFY2(summary().contains(QStringLiteral("selected")), qPrintable(summary()));
    // Nothing is aimed at before the worker has read what it is.
    QVERIFY(m_demo->focus().rows().empty());
    QTRY_COMPARE(m_demo->focus().rows().size(), 10'000);
    QVERIFY2(summary().contains(QStringLiteral("GPUs")), qPrintable(summary()));
    QCOMPARE(m_demo->focus().rows().front().value(QStringLiteral("name")).toString(),
             names().front());
    // Another selection meanwhile wins, whatever is answered later.
    m_table->clearSelection();
    std::vector<size_t> sizes;
    connect(&m_demo->focus(), &Focus::changed, this,
            [&] { sizes.push_back(m_demo->focus().rows().size()); });
    QTest::keyClick(m_table, Qt::Key_A, Qt::ControlModifier);
    selectRows(0, 0);
    QCOMPARE(m_demo->focus().rows().size(), 1);
    selectRows(0, 149);
    QTRY_COMPARE(m_demo->focus().rows().size(), 150);
    QCOMPARE(sizes, std::vector<size_t>({1, 0, 150}));
    disconnect(&m_demo->focus(), nullptr, this, nullptr);
}

void TestGuiTables::aBigTableIsReadByAWorker()
{
    m_demo = std::make_unique<DemoWindow>(10'000, m_clock);
    QVERIFY(QTest::qWaitForWindowActive(&m_demo->window()));
    m_demo->window().open(Page::makeLink(QStringLiteral("/machines")));
    m_table = m_demo->window().findChild<TableView*>(QStringLiteral("machines.table"));
    QCOMPARE(m_table->model()->rowCount(), 0);
    // It does not say that there is nothing.
    QVERIFY(m_table->isVisible());
    QTRY_COMPARE(m_table->model()->rowCount(), 10'000);
    // What is known is there when a person comes back.
    m_demo->window().open(Page::makeLink(QStringLiteral("/overview")));
    m_demo->window().open(Page::makeLink(QStringLiteral("/machines")));
    QCOMPARE(m_table->model()->rowCount(), 10'000);
}

QTEST_MAIN(TestGuiTables)
#include "test_gui_tables.moc"
