#include "tests/gui/demowindow.h"

#include "models/domain/job.h"
#include "models/items/displaytext.h"
#include "models/items/roles.h"
#include "models/query/condition.h"
#include "widgets/common/status.h"
#include "widgets/common/tableview.h"

#include <QLabel>
#include <QPainter>
#include <QTest>

using namespace rackhouse;

/// Each value that comes from the hardware says when it was seen, and shows that it is old.
class TestGuiAges : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void aCellSaysWhenItWasSeen();
    void anOldStatusIsAClockWithItsAge();
    void anOldTextStandsBehindAClock();
    void aNumberHasItsUnitBehindIt();
    void theInspectorAndThePageSayItToo();
    void aMachineThatIsGoneLeavesNothingBehind();
    void aJobThatIsGoneLeavesNothingBehind();

private:
    QModelIndex cell(const QString& field, int row = 0) const
    {
        int column = 0;
        while (m_table->model()->headerData(column, Qt::Horizontal, FieldRole) != field)
            ++column;
        return m_table->model()->index(row, column);
    }
    /// How the cell of the first row is painted.
    QImage painted(const QString& field) const
    {
        const QModelIndex index = cell(field);
        m_table->setColumnHidden(index.column(), false);
        m_table->setColumnWidth(index.column(), 190);
        m_table->scrollTo(index);
        return m_table->viewport()->grab(m_table->visualRect(index)).toImage();
    }
    bool hasColour(const QImage& image, const QColor& colour) const
    {
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y) == colour)
                    return true;
            }
        }
        return false;
    }
    void grow() { m_clock.advanceMs(query::kStaleAfterMs + 1000); }
    void remove(const QString& kind, const QString& id)
    {
        const QString site = m_demo->records().site();
        const qint64 seq = m_demo->replica().site(site)->seq + 1;
        QVERIFY(
            m_demo->replica().applyChanges(site, {{seq, m_clock.now(), kind, id, true, {}}}, seq));
    }

    ManualClock m_clock{Instant{1'800'000'000'000}};
    std::unique_ptr<DemoWindow> m_demo;
    TableView* m_table = nullptr;
};

void TestGuiAges::init()
{
    m_demo.reset();
    m_clock = ManualClock(Instant{1'800'000'000'000});
    m_demo = std::make_unique<DemoWindow>(26, m_clock);
    QVERIFY(QTest::qWaitForWindowActive(&m_demo->window()));
    m_demo->context().theme.setMode(Theme::Mode::Light);
    m_demo->window().open(Page::makeLink(QStringLiteral("/machines")));
    m_table = m_demo->window().findChild<TableView*>(QStringLiteral("machines.table"));
    QTRY_COMPARE(m_table->model()->rowCount(), 26);
    QTRY_VERIFY(!m_demo->records().isBusy());
}

void TestGuiAges::aCellSaysWhenItWasSeen()
{
    const QModelIndex power = cell(QStringLiteral("power"));
    const Instant seen{power.data(ObservedAtRole).toLongLong()};
    const auto tip = [&](const QString& field) {
        return cell(field).data(Qt::ToolTipRole).toString();
    };
    const auto said = [&] {
        return QStringLiteral("Seen %1 (%2)")
            .arg(relativeTime(seen, m_clock.now()), exactTime(seen));
    };
    QCOMPARE(tip(QStringLiteral("power")), said());
    QVERIFY(tip(QStringLiteral("memory_bytes")).endsWith(said()));
    // What the engine decides does not age.
    QVERIFY(!tip(QStringLiteral("state")).contains(QStringLiteral("Seen")));
    grow();
    QCOMPARE(tip(QStringLiteral("power")), said());
    QVERIFY(power.data(Qt::AccessibleTextRole).toString().contains(said()));
}

void TestGuiAges::anOldStatusIsAClockWithItsAge()
{
    const Tokens& t = m_demo->context().theme.tokens();
    QVERIFY(hasColour(painted(QStringLiteral("power")), t.ok));
    grow();
    const QImage old = painted(QStringLiteral("power"));
    QVERIFY(!hasColour(old, t.ok));
    QVERIFY(hasColour(old, t.unknown));
    // Shape and word, not only the colour: the width of the cell holds the age.
    QStyleOptionViewItem option;
    option.initFrom(m_table);
    const auto* delegate = m_table->itemDelegate();
    const int width = delegate->sizeHint(option, cell(QStringLiteral("power"))).width();
    m_clock.advanceMs(-query::kStaleAfterMs - 1000);
    QVERIFY(width > delegate->sizeHint(option, cell(QStringLiteral("power"))).width() + 40);
    // The state is decided, not seen.
    grow();
    QVERIFY(!cell(QStringLiteral("state")).data(StaleRole).toBool());
}

void TestGuiAges::anOldTextStandsBehindAClock()
{
    const QRect edge(0, 0, 16, 27);
    const Tokens& t = m_demo->context().theme.tokens();
    QImage clock(edge.size(), QImage::Format_ARGB32_Premultiplied);
    clock.fill(t.surface);
    QPainter painter(&clock);
    paintTone(&painter, QRect(2, 0, 16, 28), Tone::Stale, t);
    painter.end();
    const auto shown = [&] {
        return painted(QStringLiteral("serial"))
            .copy(edge)
            .convertToFormat(QImage::Format_ARGB32_Premultiplied);
    };
    QVERIFY(shown() != clock);
    grow();
    QCOMPARE(shown(), clock);
}

void TestGuiAges::aNumberHasItsUnitBehindIt()
{
    const QModelIndex height = cell(QStringLiteral("height_units"));
    QCOMPARE(height.data(Qt::AccessibleTextRole).toString(), QStringLiteral("8 U"));
    const QModelIndex gpus = cell(QStringLiteral("gpu_count"));
    QCOMPARE(gpus.data(Qt::AccessibleTextRole).toString(), QStringLiteral("8"));
    // As in the drawing: the cell is wider by the unit, and its right end shows that.
    QStyleOptionViewItem option;
    option.initFrom(m_table);
    const auto* delegate = m_table->itemDelegate();
    const int unit = option.fontMetrics.horizontalAdvance(QStringLiteral("U"));
    QVERIFY(delegate->sizeHint(option, height).width() >=
            delegate->sizeHint(option, gpus).width() + unit);
    const auto rightEnd = [this](const QString& field) {
        const QImage shown = painted(field);
        return shown.copy(shown.width() - 16, 0, 16, shown.height());
    };
    QVERIFY(rightEnd(QStringLiteral("height_units")) != rightEnd(QStringLiteral("gpu_count")));
}

void TestGuiAges::theInspectorAndThePageSayItToo()
{
    const auto labels = [](const QWidget* parent) {
        QStringList words;
        for (const auto* label : parent->findChildren<StatusLabel*>())
            words << label->accessibleName();
        return words;
    };
    const auto* inspector = m_demo->window().findChild<QWidget*>(QStringLiteral("inspector"));
    m_table->selectRow(0);
    QVERIFY(labels(inspector).contains(QStringLiteral("On")));
    grow();
    m_table->clearSelection();
    m_table->selectRow(0);
    const QString age = cell(QStringLiteral("power")).data(AgeRole).toString();
    QVERIFY2(labels(inspector).contains(QStringLiteral("On · ") + age),
             qPrintable(labels(inspector).join(u'|')));
    const QString id = cell(QStringLiteral("name")).data(IdRole).toString();
    m_demo->window().open(Page::makeLink(QStringLiteral("/machines/") + id));
    QTRY_VERIFY(
        labels(m_demo->window().currentPage()).contains(QStringLiteral("Power: On · ") + age));
}

void TestGuiAges::aMachineThatIsGoneLeavesNothingBehind()
{
    const QString id = cell(QStringLiteral("name")).data(IdRole).toString();
    m_demo->window().open(Page::makeLink(QStringLiteral("/machines/") + id));
    const Page* page = m_demo->window().currentPage();
    const auto* tabs = page->findChild<QWidget*>(QStringLiteral("machine.tabs"));
    QTRY_VERIFY(!m_demo->focus().rows().empty());
    QVERIFY(tabs->isVisible());
    remove(QStringLiteral("machine"), id);
    const auto* strip = page->findChild<QWidget*>(QStringLiteral("machine.reason"));
    QTRY_VERIFY(!tabs->isVisible());
    QVERIFY(strip->isVisible());
    for (const auto* label : page->findChildren<StatusLabel*>())
        QVERIFY(!label->isVisible());
    QVERIFY(m_demo->focus().rows().empty());
    QVERIFY(!m_demo->actions().action(QStringLiteral("machine.wipe"))->isEnabled());
    QCOMPARE(page->crumbs().back().text, QStringLiteral("Machine"));
}

void TestGuiAges::aJobThatIsGoneLeavesNothingBehind()
{
    const auto jobs = m_demo->replica().list<Job>(m_demo->records().site());
    const QString id = jobs->front().id.text();
    m_demo->window().open(Page::makeLink(QStringLiteral("/jobs/") + id));
    const Page* page = m_demo->window().currentPage();
    const auto* tabs = page->findChild<QWidget*>(QStringLiteral("job.tabs"));
    QTRY_VERIFY(!m_demo->focus().rows().empty());
    remove(QStringLiteral("job"), id);
    QTRY_VERIFY(!tabs->isVisible());
    QVERIFY(page->findChild<QWidget*>(QStringLiteral("job.reason"))->isVisible());
    QVERIFY(m_demo->focus().rows().empty());
}

QTEST_MAIN(TestGuiAges)
#include "test_gui_ages.moc"
