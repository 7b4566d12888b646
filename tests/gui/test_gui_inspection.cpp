#include "tests/gui/demowindow.h"
#include "tests/gui/tour/inspection.h"

#include "widgets/common/tableview.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QTest>
#include <QToolButton>

using namespace rackhouse;

/// The tour's own eyes: each fault that it is there for is seen.
class TestGuiInspection : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void aGoodScreenIsWell();
    void anEmptyPageIsSeen();
    void aListWithoutRowsIsSeen();
    void aNamelessControlIsSeen();
    void clippedTextIsSeen();

private:
    QStringList problems(const QString& beginning, Lists lists = Lists::HaveRows)
    {
        return inspectScreen(m_demo->window(), lists).filter(beginning);
    }
    Page& page() { return *m_demo->window().currentPage(); }

    std::unique_ptr<DemoWindow> m_demo;
    TableView* m_table = nullptr;
};

void TestGuiInspection::init()
{
    m_demo = std::make_unique<DemoWindow>();
    m_demo->window().resize(1440, 900);
    m_demo->window().open(Page::makeLink(QStringLiteral("/machines")));
    m_table = m_demo->window().findChild<TableView*>(QStringLiteral("machines.table"));
    QTRY_COMPARE(m_table->model()->rowCount(), 26);
    QTRY_VERIFY(!m_demo->records().isBusy());
}

void TestGuiInspection::aGoodScreenIsWell()
{
    QTRY_COMPARE(inspectScreen(m_demo->window()), QStringList());
}

void TestGuiInspection::anEmptyPageIsSeen()
{
    for (QWidget* child : page().findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
        child->hide();
    // Navigation, title and status are still there.
    QCOMPARE(problems(QStringLiteral("empty page")).size(), 1);
}

void TestGuiInspection::aListWithoutRowsIsSeen()
{
    auto* list = new QListWidget(&page());
    list->setObjectName(QStringLiteral("bare"));
    list->setAccessibleName(QStringLiteral("Bare"));
    list->show();
    QCOMPARE(problems(QStringLiteral("no rows: QListWidget bare")).size(), 1);
    QVERIFY(problems(QStringLiteral("no rows"), Lists::MayBeBare).isEmpty());
    list->addItem(QStringLiteral("one"));
    QVERIFY(problems(QStringLiteral("no rows")).isEmpty());
}

void TestGuiInspection::aNamelessControlIsSeen()
{
    auto* button = page().findChild<QToolButton*>(QStringLiteral("machines.export"));
    button->setAccessibleName({});
    QCOMPARE(problems(QStringLiteral("no name: QToolButton machines.export")).size(), 1);
    button->setAccessibleName(QStringLiteral("Export"));
    button->setObjectName({});
    QCOMPARE(problems(QStringLiteral("no name: QToolButton")).size(), 1);
}

void TestGuiInspection::clippedTextIsSeen()
{
    QTRY_VERIFY(problems(QStringLiteral("clipped")).isEmpty());
    auto* label = new QLabel(QStringLiteral("a sentence that needs room"), &page());
    label->setFixedWidth(30);
    label->show();
    QCOMPARE(problems(QStringLiteral("clipped: QLabel")).size(), 1);
    delete label;
    // Titles and cells of a column, and the words of tiles, are looked at too.
    const auto squeeze = [this](const QString& title, int width) {
        int column = 0;
        while (m_table->model()->headerData(column, Qt::Horizontal).toString() != title)
            ++column;
        m_table->setColumnWidth(column, width);
    };
    squeeze(QStringLiteral("State"), 60);
    QVERIFY(problems(QStringLiteral("Provisioned")).size() > 1);
    squeeze(QStringLiteral("Manufacturer"), 60);
    QCOMPARE(problems(QStringLiteral("machines.table Manufacturer")).size(), 1);
    m_demo->window().open(Page::makeLink(QStringLiteral("/overview")));
    QTRY_VERIFY(!m_demo->records().isBusy());
    auto* tile = page().findChild<QWidget*>(QStringLiteral("overview.number.1"));
    QVERIFY(tile != nullptr);
    tile->setFixedWidth(50);
    QTRY_VERIFY(!problems(QStringLiteral("NumberTile overview.number.1")).isEmpty());
}

QTEST_MAIN(TestGuiInspection)
#include "test_gui_inspection.moc"
