#include "tests/gui/demowindow.h"

#include "models/domain/asset.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/tableview.h"

#include <QClipboard>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace rackhouse;

/// What a table writes to files and to the clipboard.
class TestGuiExport : public QObject
{
    Q_OBJECT

private slots:
    void theRowsThatAreShownAreExported();
    void filesHoldValues();
    void noNameIsAFormula();
    void aLongExportCanBeCancelled();

private:
    void openMachines(int machines = 26);
    /// Presses Export and answers the question where the file goes.
    QString exportRows()
    {
        const QString path = m_demo->nextFile(QStringLiteral("machines.csv"));
        m_demo->window().findChild<QToolButton*>(QStringLiteral("machines.export"))->click();
        return path;
    }
    QString message() const
    {
        return m_demo->window()
            .findChild<MessageStrip*>(QStringLiteral("machines.message"))
            ->text();
    }
    void rename(const QString& from, const QString& to)
    {
        Replica& replica = m_demo->replica();
        const QString site = m_demo->records().site();
        Machine machine =
            replica.list<Machine>(site, {.equals = {{QStringLiteral("name"), from}}})->front();
        machine.name = to;
        const qint64 seq = replica.site(site)->seq + 1;
        QVERIFY(replica.applyChanges(site,
                                     {{seq, m_demo->clock().now(), QStringLiteral("machine"),
                                       machine.id.text(), false, toJson(machine)}},
                                     seq));
        QTRY_VERIFY(names().contains(to));
    }
    QStringList names() const
    {
        QStringList names;
        for (int row = 0; row < m_table->model()->rowCount(); ++row)
            names << m_table->model()->index(row, 0).data().toString();
        return names;
    }

    ManualClock m_clock{Instant{1'800'000'000'000}};
    std::unique_ptr<DemoWindow> m_demo;
    TableView* m_table = nullptr;
};

void TestGuiExport::openMachines(int machines)
{
    m_demo = std::make_unique<DemoWindow>(machines, m_clock);
    QVERIFY(QTest::qWaitForWindowActive(&m_demo->window()));
    m_demo->window().open(Page::makeLink(QStringLiteral("/machines")));
    m_table = m_demo->window().findChild<TableView*>(QStringLiteral("machines.table"));
    QTRY_COMPARE(m_table->model()->rowCount(), machines);
}

void TestGuiExport::theRowsThatAreShownAreExported()
{
    openMachines();
    auto* filter = m_demo->window().currentPage()->findChild<QLineEdit*>(QStringLiteral("filter"));
    filter->setText(QStringLiteral("name:r1-u0*"));
    QTRY_COMPARE(m_table->model()->rowCount(), 9);
    const QString path = exportRows();
    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 10);
    QCOMPARE(lines.front().section(u',', 0, 0), QStringLiteral("Name"));
    QStringList exported;
    for (const QString& line : lines.mid(1))
        exported << line.section(u',', 0, 0);
    QCOMPARE(exported, names());
}

void TestGuiExport::filesHoldValues()
{
    openMachines();
    const QString path = exportRows();
    QTRY_VERIFY2(message().startsWith(QStringLiteral("26 rows")), qPrintable(message()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 27);
    const QStringList titles = lines.at(0).split(u',');
    const QStringList first = lines.at(1).split(u',');
    QCOMPARE(first.size(), titles.size());
    const Machine machine =
        m_demo->replica().list<Machine>({}, {.orderBy = QStringLiteral("name")})->front();
    const auto cell = [&](const QString& title) {
        const qsizetype at = titles.indexOf(title);
        return at < 0 ? QStringLiteral("no column ") + title + u" in " + lines.at(0) : first.at(at);
    };
    QCOMPARE(cell(QStringLiteral("Name")), machine.name);
    QCOMPARE(cell(QStringLiteral("State")), enumText(machine.state));
    QCOMPARE(cell(QStringLiteral("Memory (B)")), QString::number(machine.memoryBytes));
    QCOMPARE(cell(QStringLiteral("Storage (B)")), QString::number(machine.driveBytes));
    QCOMPARE(cell(QStringLiteral("Rack")), QStringLiteral("A01"));
    // The same is copied.
    m_demo->window().activateWindow();
    QTRY_VERIFY(m_demo->window().isActiveWindow());
    m_table->setFocus();
    m_table->selectRow(0);
    QApplication::clipboard()->clear();
    QTest::keyClick(m_table, Qt::Key_C, Qt::ControlModifier);
    QTRY_VERIFY(!QApplication::clipboard()->text().isEmpty());
    QCOMPARE(QApplication::clipboard()->text().section(u'\n', 1, 1),
             QString(lines.at(1)).replace(u',', u'\t'));
}

void TestGuiExport::noNameIsAFormula()
{
    openMachines();
    const QString evil = QStringLiteral("=HYPERLINK(\"http://x\",1)");
    rename(names().front(), evil);
    const QString path = exportRows();
    QTRY_VERIFY2(message().startsWith(QStringLiteral("26 rows")), qPrintable(message()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY2(text.contains("\"'=HYPERLINK(\"\"http://x\"\",1)\","), text.left(400));
}

void TestGuiExport::aLongExportCanBeCancelled()
{
    openMachines(10'000);
    const QString path = exportRows();
    // The window goes on: nothing is written yet when it does.
    QVERIFY(!QFile::exists(path));
    auto* cancel =
        m_demo->window().findChild<QPushButton*>(QStringLiteral("machines.export.cancel"));
    QTRY_VERIFY2(cancel->isVisible() && message().contains(QStringLiteral("of 10,000")),
                 qPrintable(message()));
    cancel->click();
    QTRY_VERIFY2(message().contains(QStringLiteral("cancelled")), qPrintable(message()));
    QVERIFY(!QFile::exists(path));
    exportRows();
    QTRY_VERIFY2(message().startsWith(QStringLiteral("10,000 rows")), qPrintable(message()));
}

QTEST_MAIN(TestGuiExport)
#include "test_gui_export.moc"
