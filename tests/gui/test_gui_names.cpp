#include "tests/gui/demowindow.h"

#include "models/domain/asset.h"
#include "models/domain/wiring.h"
#include "tests/gui/demobooks.h"
#include "widgets/common/formdialog.h"
#include "widgets/machines/machinedialogs.h"
#include "widgets/shell/page.h"

#include <QLabel>
#include <QTest>
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

QTEST_MAIN(TestGuiNames)
#include "test_gui_names.moc"
