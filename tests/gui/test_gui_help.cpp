#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "models/domain/switchfacts.h"
#include "models/query/filter.h"
#include "tests/gui/demowindow.h"
#include "widgets/help/helptopics.h"

#include <QDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QTest>
#include <QTextBrowser>

using namespace rackhouse;

/// The help is where a person looks for it, and lists what there is.
class TestGuiHelp : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void f1HelpsOnThePage_data();
    void f1HelpsOnThePage();
    void f1HelpsInADialog_data();
    void f1HelpsInADialog();
    void everyCommandIsListedWithItsKeys();
    void thePaletteFindsWordsInTheHelp();
    void linksLeadSomewhere();
    void theFiltersThatItShowsWork();

private:
    QString shownText() const
    {
        const auto* text = m_demo->window().findChild<QTextBrowser*>(QStringLiteral("help.text"));
        return text != nullptr ? text->toPlainText() : QString();
    }

    std::unique_ptr<DemoWindow> m_demo;
};

void TestGuiHelp::init()
{
    m_demo = std::make_unique<DemoWindow>();
    QVERIFY(QTest::qWaitForWindowActive(&m_demo->window()));
}

void TestGuiHelp::f1HelpsOnThePage_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("title");
    QTest::newRow("overview") << QStringLiteral("/overview") << QStringLiteral("The overview");
    QTest::newRow("machines") << QStringLiteral("/machines")
                              << QStringLiteral("Tables and the filter");
    QTest::newRow("images") << QStringLiteral("/images") << QStringLiteral("Provisioning");
    QTest::newRow("settings") << QStringLiteral("/settings") << QStringLiteral("Pairing");
}

void TestGuiHelp::f1HelpsOnThePage()
{
    QFETCH(QString, page);
    QFETCH(QString, title);
    MainWindow& window = m_demo->window();
    window.open(Page::makeLink(page));
    QTest::keyClick(&window, Qt::Key_F1);
    QCOMPARE(window.currentPage()->objectName(), QStringLiteral("page.help"));
    QVERIFY2(shownText().startsWith(title), qPrintable(shownText().left(80)));
    QTest::keyClick(&window, Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(window.currentPage()->link().path(), page);
}

void TestGuiHelp::f1HelpsInADialog_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("title");
    const auto row = [](const char* action, const QString& title) {
        QTest::newRow(action) << QString::fromLatin1(action) << title;
    };
    row("machine.discover", QStringLiteral("First steps"));
    row("machine.provision", QStringLiteral("Provisioning"));
    row("machine.wipe", QStringLiteral("Wiping"));
    row("bmc.accept-certificate", QStringLiteral("Pairing"));
    row("view.palette", QStringLiteral("Keyboard"));
}

void TestGuiHelp::f1HelpsInADialog()
{
    QFETCH(QString, action);
    QFETCH(QString, title);
    const auto machines = m_demo->replica().list<Machine>({}, {.orderBy = QStringLiteral("name")});
    QVERIFY(machines);
    QTRY_VERIFY(!m_demo->records().isBusy());
    m_demo->focus().set(QStringLiteral("machine"), {toJson(machines->at(2))});
    m_demo->actions().action(action)->trigger();
    QTRY_VERIFY(QApplication::activeModalWidget() != nullptr);
    auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
    // No window manager is here to do it.
    dialog->activateWindow();
    QTRY_VERIFY(dialog->isActiveWindow());
    auto* typed = dialog->findChild<QLineEdit*>();
    if (typed != nullptr)
        typed->setText(QStringLiteral("half"));
    QTest::keyClick(dialog, Qt::Key_F1);
    auto* help = dialog->findChild<QDialog*>(QStringLiteral("dialog.help"));
    QVERIFY(help != nullptr && help->isVisible());
    const auto* text = help->findChild<QTextBrowser*>(QStringLiteral("help.text"));
    QVERIFY2(text->toPlainText().startsWith(title), qPrintable(text->toPlainText().left(80)));
    // It leads back to what was typed.
    QTest::keyClick(help, Qt::Key_Escape);
    QTRY_VERIFY(dialog->findChild<QDialog*>(QStringLiteral("dialog.help")) == nullptr);
    QVERIFY(dialog->isVisible());
    QVERIFY(typed == nullptr || typed->text() == QStringLiteral("half"));
    QVERIFY(m_demo->window().currentPage()->objectName() != QStringLiteral("page.help"));
}

void TestGuiHelp::everyCommandIsListedWithItsKeys()
{
    m_demo->actions().action(QStringLiteral("help.keyboard"))->trigger();
    const QString shown = shownText();
    for (const QAction* action : m_demo->actions().actions()) {
        QString name = action->text();
        name.remove(u'&').remove(u'…');
        QVERIFY2(shown.contains(name), qPrintable(name));
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        QVERIFY2(shown.contains(keys), qPrintable(name + u' ' + keys));
    }
}

void TestGuiHelp::thePaletteFindsWordsInTheHelp()
{
    MainWindow& window = m_demo->window();
    QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
    auto* input = window.findChild<QLineEdit*>(QStringLiteral("palette.input"));
    QVERIFY(input != nullptr);
    QTest::keyClicks(input, QStringLiteral("cloud-init"));
    QTRY_VERIFY(!m_demo->records().isBusy());
    QTest::keyClick(input, Qt::Key_Return);
    QTRY_COMPARE(window.currentPage()->objectName(), QStringLiteral("page.help"));
    QVERIFY(shownText().startsWith(QStringLiteral("Provisioning")));
}

void TestGuiHelp::linksLeadSomewhere()
{
    static const QRegularExpression link(QStringLiteral("\\]\\((rackhouse:[^)]+)\\)"));
    int links = 0;
    for (const HelpTopic& topic : helpTopics()) {
        const QString text = helpText(topic.name, m_demo->actions());
        QVERIFY2(text.startsWith(u'#'), qPrintable(topic.name));
        for (auto all = link.globalMatch(text); all.hasNext();) {
            const QUrl url(all.next().captured(1));
            m_demo->window().open(url);
            QCOMPARE(m_demo->window().currentPage()->link(), url);
            ++links;
        }
    }
    QVERIFY(links >= 4);
}

void TestGuiHelp::theFiltersThatItShowsWork()
{
    static const QRegularExpression example(QStringLiteral("\n\\| `([^`]+)`"));
    const QString text = helpText(QStringLiteral("filter"), m_demo->actions());
    int examples = 0;
    for (auto all = example.globalMatch(text); all.hasNext();) {
        const QString filter = all.next().captured(1);
        QVERIFY2(query::Filter::compile(filter, Machine::record()) ||
                     query::Filter::compile(filter, Job::record()) ||
                     query::Filter::compile(filter, SwitchPort::record()),
                 qPrintable(filter));
        ++examples;
    }
    QVERIFY(examples > 10);
}

QTEST_MAIN(TestGuiHelp)
#include "test_gui_help.moc"
