#include "tests/gui/demowindow.h"

#include "models/domain/wiring.h"
#include "widgets/power/powertree.h"
#include "widgets/shell/page.h"
#include "widgets/shell/titlerow.h"

#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace rackhouse;

namespace
{

/// Far down in the site.
class DeepPage : public Page
{
public:
    explicit DeepPage(const Context& context) : Page(context, QStringLiteral("deep"), nullptr) {}
    void visit(const QUrl& link) override { setLink(link); }
    std::vector<Crumb> crumbs() const override
    {
        return {{QStringLiteral("Halls of the north"), QStringLiteral("rackhouse:/halls")},
                {QStringLiteral("Row with the cold aisle"), QStringLiteral("rackhouse:/row")},
                {QStringLiteral("Rack A07"), QStringLiteral("rackhouse:/rack")}};
    }
};

} // namespace

/// A window with little room.
class TestGuiNarrow : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void everyActionOfThePageIsInTheTitleRowOrItsMenu();
    void theWayHereLosesItsBeginning();
    void namesOfThePowerTreeStayReadable();

private:
    MainWindow& window() { return m_demo->window(); }
    template <class T>
    T* field(const char* name)
    {
        auto* found = window().findChild<T*>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("no %s", name);
        return found;
    }
    QStringList buttons();
    QStringList menu();

    std::unique_ptr<DemoWindow> m_demo;
};

void TestGuiNarrow::init()
{
    m_demo = std::make_unique<DemoWindow>();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
}

/// Texts of the page's actions that have a button.
QStringList TestGuiNarrow::buttons()
{
    QStringList texts;
    for (const QString& id : window().currentPage()->titleActions()) {
        const auto* button = window().findChild<QPushButton*>(QStringLiteral("title.") + id);
        if (button != nullptr && button->isVisible())
            texts << button->text();
    }
    return texts;
}

QStringList TestGuiNarrow::menu()
{
    QStringList texts;
    const auto* more = field<QToolButton>("title.more");
    for (const QAction* action : more->menu()->actions())
        texts << action->text();
    return more->isVisible() ? texts : QStringList();
}

void TestGuiNarrow::everyActionOfThePageIsInTheTitleRowOrItsMenu()
{
    window().open(QUrl(QStringLiteral("rackhouse:/machines")));
    window().resize(1600, 720);
    QStringList all;
    for (const QString& id : window().currentPage()->titleActions())
        all << m_demo->actions().action(id)->text();
    QVERIFY(all.size() > 2);
    QTRY_COMPARE(buttons(), all);
    QVERIFY(menu().isEmpty());

    window().resize(800, 720);
    QTRY_VERIFY(!menu().isEmpty());
    QCOMPARE(buttons().value(0), all.front()); // the primary one
    QCOMPARE(buttons() + menu(), all);

    window().resize(1600, 720);
    QTRY_COMPARE(buttons(), all);
}

void TestGuiNarrow::theWayHereLosesItsBeginning()
{
    const DeepPage page(m_demo->context());
    TitleRow row(m_demo->context(), nullptr);
    const auto* way = row.findChild<QLabel*>(QStringLiteral("title.way"));
    row.resize(1600, row.sizeHint().height());
    row.show(page);
    QVERIFY(way->text().contains(QStringLiteral(">Halls of the north<")));
    QVERIFY(way->toolTip().isEmpty());

    row.resize(500, row.height());
    row.show(page);
    QVERIFY(!way->text().contains(QStringLiteral(">Halls of the north<")));
    QVERIFY(way->text().contains(QStringLiteral("href='rackhouse:/row'>…<"))); // one step back
    QVERIFY(way->text().endsWith(QStringLiteral("Rack A07")));
    QCOMPARE(way->toolTip(),
             QStringLiteral("Halls of the north › Row with the cold aisle › Rack A07"));
}

void TestGuiNarrow::namesOfThePowerTreeStayReadable()
{
    window().resize(900, 720);
    const QString feed = m_demo->replica()
                             .list<PowerFeed>(m_demo->records().site(), {.limit = 1})
                             ->front()
                             .id.text();
    window().open(Page::makeLink(QStringLiteral("/power"), QStringLiteral("lost"), feed));
    const auto* tree = field<PowerTree>("power.tree");
    QTRY_VERIFY(tree->topLevelItemCount() > 0);
    QTRY_VERIFY(!tree->isColumnHidden(PowerTree::Effect));
    QVERIFY(tree->columnWidth(PowerTree::Name) >= 200);
}

QTEST_MAIN(TestGuiNarrow)
#include "test_gui_narrow.moc"
