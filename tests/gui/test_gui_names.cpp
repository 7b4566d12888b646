#include "tests/gui/demowindow.h"

#include "models/domain/asset.h"
#include "models/domain/wiring.h"
#include "tests/gui/demobooks.h"
#include "widgets/common/formdialog.h"
#include "widgets/machines/machinedialogs.h"
#include "widgets/shell/page.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>
#include <QTextCursor>
#include <QToolTip>

using namespace rackhouse;

namespace
{

const QString tagged = QStringLiteral("gpu <h1>ALL FINE</h1><font color=green>OK</font>");

/// What the label shows as more than the letters that it was given.
bool guessesAtTags(const QLabel* label)
{
    return label->textFormat() == Qt::AutoText && Qt::mightBeRichText(label->text());
}

QLabel* tip()
{
    for (QWidget* widget : QApplication::topLevelWidgets()) {
        if (widget->inherits("QTipLabel"))
            return qobject_cast<QLabel*>(widget);
    }
    return nullptr;
}

} // namespace

/// Names that nobody would choose, in the real window.
class TestGuiNames : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void tagsInANameAreLettersOnEveryPage_data();
    void tagsInANameAreLettersOnEveryPage();
    void tagsInANameAreLettersInADialogAndATooltip();
    void whatIsToBeTypedIsSeen_data();
    void whatIsToBeTypedIsSeen();
    void manyMachinesScroll();
    void anAmpersandInANameIsNoShortcut();

private:
    FormDialog* openWipe(const std::vector<QJsonObject>& machines)
    {
        FormDialog* dialog = makeWipeDialog(m_demo->context(), machines, &m_demo->window());
        m_demo->context().prompts.open(dialog);
        return dialog;
    }
    QJsonObject called(const QString& name) const
    {
        QJsonObject machine = toJson(m_machine);
        machine.insert(QStringLiteral("name"), name);
        return machine;
    }

    std::unique_ptr<DemoWindow> m_demo;
    Machine m_machine;
};

void TestGuiNames::init()
{
    m_demo = std::make_unique<DemoWindow>();
    QVERIFY(QTest::qWaitForWindowActive(&m_demo->window()));
    DemoBooks books(m_demo->replica(), m_demo->clock(), m_demo->records().site());
    m_machine = books.byName<Machine>(QStringLiteral("r1-u03"));
    QVERIFY(!m_machine.serial.isEmpty());
    m_machine.name = tagged;
    books.put(m_machine);
    auto neighbors = m_demo->replica().list<Neighbor>({}, {});
    QVERIFY(neighbors && !neighbors->empty());
    std::vector<Change> heard;
    for (Neighbor& neighbor : *neighbors) {
        neighbor.name = tagged;
        heard.push_back({2'000'000, m_demo->clock().now(), Neighbor::record().kindText(),
                         neighbor.id.text(), false, toJson(neighbor)});
    }
    QVERIFY(m_demo->replica().applyChanges(m_demo->records().site(), heard, 2'000'000));
}

void TestGuiNames::tagsInANameAreLettersOnEveryPage_data()
{
    QTest::addColumn<QString>("link");
    for (const char* link : {"/overview", "/floor", "/racks", "/machines", "/cabling", "/cables",
                             "/switches", "/fabric", "/power", "/rentals", "/jobs", "/images",
                             "/device-types", "/settings", "MACHINE"})
        QTest::newRow(link) << QString::fromLatin1(link);
}

void TestGuiNames::tagsInANameAreLettersOnEveryPage()
{
    QFETCH(QString, link);
    if (link == QStringLiteral("MACHINE"))
        link = QStringLiteral("/machines/") + m_machine.id.text();
    MainWindow& window = m_demo->window();
    window.open(Page::makeLink(link));
    QTRY_VERIFY(!m_demo->records().isBusy());
    for (const QLabel* label : window.findChildren<QLabel*>()) {
        if (label->isVisible())
            QVERIFY2(!guessesAtTags(label), qPrintable(label->text()));
        const bool isRich = label->textFormat() == Qt::RichText;
        QVERIFY2(!isRich || !label->text().contains(QStringLiteral("<h1>")),
                 qPrintable(label->text()));
    }
}

void TestGuiNames::tagsInANameAreLettersInADialogAndATooltip()
{
    const FormDialog* dialog = openWipe({called(tagged)});
    int shown = 0;
    for (const QLabel* label : dialog->findChildren<QLabel*>()) {
        QVERIFY2(!guessesAtTags(label), qPrintable(label->text()));
        shown += label->text().contains(tagged) ? 1 : 0;
    }
    QVERIFY(shown > 0);
    QToolTip::showText(QPoint(10, 10), tagged, &m_demo->window());
    QTRY_VERIFY(tip() != nullptr && tip()->text() == tagged);
    QVERIFY(!guessesAtTags(tip()));
    QToolTip::hideText();
}

void TestGuiNames::whatIsToBeTypedIsSeen_data()
{
    QTest::addColumn<int>("length");
    for (const int length : {7, 54, 300})
        QTest::addRow("%d letters", length) << length;
}

void TestGuiNames::whatIsToBeTypedIsSeen()
{
    QFETCH(int, length);
    const QString name(length, u'x');
    const FormDialog* dialog = openWipe({called(name)});
    QTRY_VERIFY(!m_demo->records().isBusy());
    auto* list = dialog->findChild<QPlainTextEdit*>(QStringLiteral("dialog.wipe.targets"));
    QTextCursor serial = list->document()->find(m_machine.serial);
    QVERIFY(!serial.isNull());
    QTRY_VERIFY(list->viewport()->rect().contains(list->cursorRect(serial)));
    QCOMPARE(list->verticalScrollBar()->value(), 0);
    // The machine is rented; the strip that says so wraps too.
    const auto* strip = dialog->findChild<QWidget*>(QStringLiteral("dialog.wipe.holding"));
    QTRY_VERIFY(strip->isVisible());
    QTRY_VERIFY(!strip->geometry().intersects(list->geometry()));
    QVERIFY2(dialog->width() < 800, qPrintable(QString::number(dialog->width())));
    // The verb says at least what it does, and whom to in its tooltip.
    const QPushButton* verb = dialog->verb();
    QVERIFY2(verb->text().startsWith(QStringLiteral("Wipe x")), qPrintable(verb->text()));
    QVERIFY(verb->fontMetrics().horizontalAdvance(verb->text()) < verb->width());
    QVERIFY(verb->text().endsWith(name) || verb->toolTip().contains(name));
    QCOMPARE(verb->accessibleName(), QStringLiteral("Wipe ") + name);
}

void TestGuiNames::manyMachinesScroll()
{
    const FormDialog* dialog = openWipe(std::vector(40, called(QStringLiteral("gpu"))));
    const auto* list = dialog->findChild<QPlainTextEdit*>(QStringLiteral("dialog.wipe.targets"));
    QTRY_VERIFY(list->verticalScrollBar()->maximum() > 0);
    QVERIFY(list->height() < 12 * list->fontMetrics().lineSpacing());
}

void TestGuiNames::anAmpersandInANameIsNoShortcut()
{
    const FormDialog* dialog = openWipe({called(QStringLiteral("a&b"))});
    QVERIFY(dialog->verb()->shortcut().isEmpty());
}

QTEST_MAIN(TestGuiNames)
#include "test_gui_names.moc"
