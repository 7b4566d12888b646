#include "tests/gui/demowindow.h"

#include "widgets/common/tableview.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QDialog>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStringListModel>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QUrlQuery>

using namespace rackhouse;

/// Books that come in from files, go out to them and are edited together, driven in the real
/// window.
class TestGuiExchange : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void aFileIsShownAndThenTakenIn();
    void aProblemIsSaidWithItsLine();
    void aBrokenFileIsSaid();
    void aFileThatIsTooLargeIsSaid();
    void refusedRowsAreMarkedAndTheOthersGo();
    void aLongImportStopsBetweenParts();
    void deviceTypesSayWhatIsDoubtful();
    void manyRowsGetOneValue();
    void aRackIsChosenByName();
    void theInventoryHasTabs();
    void cablesNameTheirDevices();
    void filtersAreShared();
    void aFilterProposesWhatRowsHave();
    void drawingsHaveTheSameFilters_data();
    void drawingsHaveTheSameFilters();

private:
    QDialog* open(const char* action)
    {
        m_demo->actions().action(QString::fromLatin1(action))->trigger();
        return qobject_cast<QDialog*>(QApplication::activeModalWidget());
    }
    template <class T>
    T* part(const char* name) const
    {
        return m_demo->window().findChild<T*>(QString::fromLatin1(name));
    }
    QString file(const QByteArray& text)
    {
        QFile file(m_folder.filePath(QStringLiteral("file.csv")));
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
        return file.fileName();
    }
    /// Types the path of a file, as a person who has it in the clipboard.
    void choose(const QByteArray& text)
    {
        auto* line = part<QLineEdit>("dialog.import.path");
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, file(text));
        QTest::keyClick(line, Qt::Key_Tab);
    }
    static QStringList lines(const QTreeView* view)
    {
        QStringList lines;
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < view->model()->columnCount(); ++column)
                cells << view->model()->index(row, column).data().toString();
            lines << cells.join(u'|');
        }
        return lines;
    }
    const QWidget* strip() const { return part<QWidget>("import.message"); }
    QString said() const
    {
        QStringList said;
        for (const auto* label : strip()->findChildren<QLabel*>())
            said << label->text();
        return said.join(u' ');
    }
    QJsonArray sent(qsizetype body) const
    {
        return m_demo->link().bodies().at(body).value(u"items").toArray();
    }
    void answerAll()
    {
        m_demo->link().setAnswering([](const QJsonObject&) {
            return QJsonObject{{QStringLiteral("applied"), true}};
        });
    }
    QMenu* filters() const
    {
        auto* menu = part<QMenu>("machines.saved.menu");
        emit menu->aboutToShow();
        return menu;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<DemoWindow> m_demo;
};

void TestGuiExchange::init()
{
    m_demo = std::make_unique<DemoWindow>();
    QVERIFY(QTest::qWaitForWindowActive(&m_demo->window()));
}

void TestGuiExchange::aFileIsShownAndThenTakenIn()
{
    answerAll();
    QPointer<QDialog> dialog = open("import.racks");
    QVERIFY(dialog);
    const auto* verb = part<QPushButton>("import.verb");
    QVERIFY(!verb->isEnabled());
    choose("name,hall,height_units\nA01,North,46\nB01,North,48\n");
    const auto* preview = part<QTreeView>("dialog.import.preview");
    QTRY_COMPARE(lines(preview),
                 (QStringList{QStringLiteral("A01 (line 2)|Changed|hall: Hall 1 → North"),
                              QStringLiteral("B01 (line 3)|Added|hall: North, height_units: 48")}));
    QCOMPARE(verb->text(), QStringLiteral("Import 2 rows"));
    QVERIFY(m_demo->link().posted().isEmpty());
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(!dialog || !dialog->isVisible());
    QCOMPARE(m_demo->link().posted(), QStringList{QStringLiteral("/changesets")});
    QCOMPARE(sent(0).size(), 2);
    QCOMPARE(sent(0).at(0).toObject().value(u"op").toString(), QStringLiteral("change"));
    QCOMPARE(sent(0).at(1).toObject().value(u"op").toString(), QStringLiteral("create"));
}

void TestGuiExchange::aProblemIsSaidWithItsLine()
{
    open("import.placements");
    choose("name,rack,unit\nr1-u01,Z99,1\n");
    const auto* preview = part<QTreeView>("dialog.import.preview");
    QTRY_COMPARE(preview->model()->rowCount(), 1);
    QVERIFY2(lines(preview).front().startsWith(QStringLiteral("r1-u01 (line 2)|Problem|")),
             qPrintable(lines(preview).front()));
    QVERIFY(lines(preview).front().contains(QStringLiteral("Z99")));
    // The sentence is longer than the column.
    QVERIFY(part<QLabel>("dialog.import.detail")->text().contains(QStringLiteral("Z99")));
    QVERIFY(!part<QPushButton>("import.verb")->isEnabled());
}

void TestGuiExchange::aBrokenFileIsSaid()
{
    open("import.racks");
    choose("name\n\"A01\n");
    QTRY_VERIFY(strip()->isVisible());
    QVERIFY2(said().contains(QStringLiteral("line 2")), qPrintable(said()));
}

void TestGuiExchange::aFileThatIsTooLargeIsSaid()
{
    open("import.racks");
    // 100 GB, more than the memory here; a disk image that was taken for a table.
    const QString image = file("name\n");
    QVERIFY(QFile::resize(image, 100'000'000'000));
    part<QLineEdit>("dialog.import.path")->setText(image);
    QTRY_VERIFY(strip()->isVisible());
    QVERIFY2(said().contains(QStringLiteral("larger than the 64 MB")), qPrintable(said()));
}

void TestGuiExchange::refusedRowsAreMarkedAndTheOthersGo()
{
    m_demo->link().setAnswering([](const QJsonObject&) -> Result<QJsonObject> {
        const QJsonObject problem{{QStringLiteral("code"), QStringLiteral("conflict")}};
        return QJsonObject{
            {QStringLiteral("applied"), false},
            {QStringLiteral("items"),
             QJsonArray{QJsonObject{{QStringLiteral("problem"), problem}}, QJsonObject()}}};
    });
    QPointer<QDialog> dialog = open("import.racks");
    choose("name,hall\nA01,North\nB01,North\n");
    const auto* verb = part<QPushButton>("import.verb");
    QTRY_VERIFY(verb->isEnabled());
    QTest::mouseClick(const_cast<QPushButton*>(verb), Qt::LeftButton);
    const auto* preview = part<QTreeView>("dialog.import.preview");
    QTRY_VERIFY2(lines(preview).front().startsWith(QStringLiteral("A01 (line 2)|Problem|")),
                 qPrintable(lines(preview).join(u'\n')));
    QVERIFY(dialog->isVisible());
    QCOMPARE(verb->text(), QStringLiteral("Import 1 row"));
    answerAll();
    QTest::mouseClick(const_cast<QPushButton*>(verb), Qt::LeftButton);
    QTRY_VERIFY(!dialog || !dialog->isVisible());
    QCOMPARE(sent(1).size(), 1);
    QCOMPARE(sent(1).at(0).toObject().value(u"op").toString(), QStringLiteral("create"));
}

void TestGuiExchange::aLongImportStopsBetweenParts()
{
    QPointer<QDialog> dialog = open("import.racks");
    QByteArray text("name\n");
    for (int i = 0; i < 4'100; ++i)
        text += "N" + QByteArray::number(i) + '\n';
    choose(text);
    const auto* verb = part<QPushButton>("import.verb");
    QTRY_COMPARE(verb->text().remove(u','), QStringLiteral("Import 4100 rows"));
    m_demo->link().hold();
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE(m_demo->link().posted().size(), 1);
    QTest::mouseClick(part<QPushButton>("import.cancel"), Qt::LeftButton);
    QVERIFY(dialog->isVisible());
    m_demo->link().answerHeld(QJsonObject{{QStringLiteral("applied"), true}});
    QTRY_COMPARE(verb->text().remove(u','), QStringLiteral("Import 2100 rows"));
    QCOMPARE(m_demo->link().posted().size(), 1);
    QTest::mouseClick(part<QPushButton>("import.cancel"), Qt::LeftButton);
    QTRY_VERIFY(!dialog || !dialog->isVisible());
}

void TestGuiExchange::deviceTypesSayWhatIsDoubtful()
{
    answerAll();
    QFile type(m_folder.filePath(QStringLiteral("s1.yaml")));
    QVERIFY(type.open(QIODevice::WriteOnly));
    type.write("manufacturer: Acme\nmodel: S1 switch\nslug: acme-s1\n");
    type.close();
    open("device-types.import");
    QTest::mouseClick(part<QPushButton>("dialog.device-types-import.choose"), Qt::LeftButton);
    auto* files = m_demo->window().findChild<QFileDialog*>();
    QVERIFY(files != nullptr);
    files->selectFile(type.fileName());
    emit files->filesSelected({type.fileName()});
    files->close();
    const auto* preview = part<QTreeView>("dialog.device-types-import.preview");
    QTRY_COMPARE(preview->model()->rowCount(), 2);
    QVERIFY2(lines(preview).at(0).contains(QStringLiteral("|Note|The height is not told")),
             qPrintable(lines(preview).at(0)));
    QVERIFY(lines(preview).at(1).startsWith(
        QStringLiteral("acme-s1 (s1.yaml)|Added|manufacturer: Acme")));
    QTest::mouseClick(part<QPushButton>("device-types-import.verb"), Qt::LeftButton);
    QTRY_COMPARE(m_demo->link().posted().size(), 1);
    QCOMPARE(sent(0).at(0).toObject().value(u"kind").toString(), QStringLiteral("device_type"));
}

void TestGuiExchange::manyRowsGetOneValue()
{
    answerAll();
    m_demo->window().open(Page::makeLink(QStringLiteral("/machines")));
    auto* table = part<TableView>("machines.table");
    QTRY_VERIFY(table->model()->rowCount() > 2);
    QVERIFY(!m_demo->actions().action(QStringLiteral("rows.edit"))->isEnabled());
    table->setFocus();
    table->selectRow(0);
    QTest::keyClick(table, Qt::Key_Down, Qt::ShiftModifier);
    QPointer<QDialog> dialog = open("rows.edit");
    QVERIFY(dialog);
    QCOMPARE(dialog->windowTitle(), QStringLiteral("Edit 2 rows"));
    auto* fields = part<QComboBox>("dialog.edit.field");
    fields->setCurrentIndex(fields->findData(QStringLiteral("weight_kg")));
    auto* value = part<QLineEdit>("dialog.edit.text");
    value->setFocus();
    QTest::keyClicks(value, QStringLiteral("heavy"));
    QVERIFY(!part<QPushButton>("edit.verb")->isEnabled());
    value->clear();
    QTest::keyClicks(value, QStringLiteral("140.5"));
    const auto* preview = part<QTreeView>("dialog.edit.preview");
    QCOMPARE(preview->model()->rowCount(), 2);
    QVERIFY(lines(preview).front().endsWith(QStringLiteral("→ 140.5")));
    QTest::mouseClick(part<QPushButton>("edit.verb"), Qt::LeftButton);
    QTRY_VERIFY(!dialog || !dialog->isVisible());
    QCOMPARE(sent(0).size(), 2);
    QCOMPARE(sent(0).at(0).toObject().value(u"fields").toObject(),
             (QJsonObject{{QStringLiteral("weight_kg"), 140.5}}));
}

void TestGuiExchange::aRackIsChosenByName()
{
    m_demo->window().open(Page::makeLink(QStringLiteral("/assets"), QStringLiteral("filter"),
                                         QStringLiteral("name:a01-patch")));
    auto* table = part<TableView>("assets.table");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->setFocus();
    table->selectRow(0);
    open("rows.edit");
    auto* fields = part<QComboBox>("dialog.edit.field");
    fields->setCurrentIndex(fields->findData(QStringLiteral("rack_id")));
    auto* choice = part<QComboBox>("dialog.edit.choice");
    QTRY_VERIFY(choice->findText(QStringLiteral("A02")) > 0);
    choice->setCurrentIndex(choice->findText(QStringLiteral("A02")));
    QCOMPARE(lines(part<QTreeView>("dialog.edit.preview")),
             QStringList{QStringLiteral("a01-patch|Changed|A01 → A02")});
}

void TestGuiExchange::theInventoryHasTabs()
{
    m_demo->window().open(Page::makeLink(QStringLiteral("/racks")));
    auto* tabs = part<QTabBar>("racks.tables");
    QVERIFY(tabs != nullptr);
    tabs->setFocus();
    QTest::keyClick(tabs, Qt::Key_Right);
    QCOMPARE(m_demo->window().currentPage()->link().path(), QStringLiteral("/assets"));
    QCOMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("Racks"));
    m_demo->actions().action(QStringLiteral("go.device-types"))->trigger();
    auto* types = part<TableView>("device-types.table");
    QTRY_COMPARE(types->model()->rowCount(), 2);
    QCOMPARE(types->model()->index(0, 0).data().toString(), QStringLiteral("nvidia-qm9700"));
}

void TestGuiExchange::cablesNameTheirDevices()
{
    m_demo->window().open(Page::makeLink(QStringLiteral("/cables"), QStringLiteral("filter"),
                                         QStringLiteral("label:C-0001")));
    auto* table = part<TableView>("cables.table");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QStringList cells;
    for (int column = 0; column < table->model()->columnCount(); ++column) {
        if (!table->isColumnHidden(column))
            cells << table->model()->index(0, column).data().toString();
    }
    QCOMPARE(cells.front(), QStringLiteral("C-0001"));
    QVERIFY2(cells.contains(QStringLiteral("r1-u01")) && cells.contains(QStringLiteral("leaf-1")),
             qPrintable(cells.join(u'|')));
    m_demo->window().open(Page::makeLink(QStringLiteral("/cables"), QStringLiteral("filter"),
                                         QStringLiteral("from:r1-u01 kind:dac")));
    QTRY_COMPARE(table->model()->rowCount(), 3);
    m_demo->window().open(Page::makeLink(QStringLiteral("/cables"), QStringLiteral("filter"),
                                         QStringLiteral("from:leaf-1 kind:dac")));
    QTRY_COMPARE(table->model()->rowCount(), 0);
}

void TestGuiExchange::filtersAreShared()
{
    m_demo->window().open(Page::makeLink(QStringLiteral("/machines")));
    auto* filter = m_demo->window().currentPage()->findChild<QLineEdit*>(QStringLiteral("filter"));
    QAction* shared = nullptr;
    for (QAction* action : filters()->actions()) {
        if (action->text() == QStringLiteral("free H100 (omar)"))
            shared = action;
    }
    QVERIFY(shared != nullptr);
    shared->trigger();
    QCOMPARE(filter->text(), QStringLiteral("state:available gpu:8"));
    QAction* stop = filters()->findChild<QAction*>(QStringLiteral("filter.unshare"));
    QVERIFY(stop->isEnabled());
    stop->trigger();
    QCOMPARE(m_demo->link().removed().size(), 1);
    QVERIFY(m_demo->link().removed().front().startsWith(QStringLiteral("/shared-filters/")));
    filter->setText(QStringLiteral("power:on"));
    filters()->findChild<QAction*>(QStringLiteral("filter.share"))->trigger();
    QCOMPARE(m_demo->link().posted(), QStringList{QStringLiteral("/shared-filters")});
    QCOMPARE(m_demo->link().bodies().front().value(u"text").toString(), QStringLiteral("power:on"));
    // Who may only look shares nothing.
    m_demo->link().setRole(Role::Viewer);
    QVERIFY(!filters()->findChild<QAction*>(QStringLiteral("filter.share"))->isEnabled());
}

void TestGuiExchange::aFilterProposesWhatRowsHave()
{
    m_demo->window().open(Page::makeLink(QStringLiteral("/machines")));
    auto* filter = m_demo->window().currentPage()->findChild<QLineEdit*>(QStringLiteral("filter"));
    const auto* words = filter->findChild<QStringListModel*>();
    filter->setFocus();
    QTest::keyClicks(filter, QStringLiteral("rack:a"));
    QTRY_VERIFY(words->stringList().contains(QStringLiteral("A02")));
    QTest::keyClick(filter->findChild<QCompleter*>()->popup(), Qt::Key_Down);
    QTest::keyClick(filter->findChild<QCompleter*>()->popup(), Qt::Key_Return);
    QCOMPARE(filter->text(), QStringLiteral("rack:A01"));
    filter->clear();
    QTest::keyClicks(filter, QStringLiteral("model:dgx"));
    QTRY_COMPARE(words->stringList(), QStringList{QStringLiteral("\"DGX H100\"")});
}

void TestGuiExchange::drawingsHaveTheSameFilters_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("name");
    QTest::newRow("floor") << QStringLiteral("/floor") << QStringLiteral("floor");
    QTest::newRow("power") << QStringLiteral("/power") << QStringLiteral("power");
}

/// What the table of machines offers: values as proposals, filters that are shared, and saving.
void TestGuiExchange::drawingsHaveTheSameFilters()
{
    QFETCH(QString, link);
    QFETCH(QString, name);
    m_demo->window().open(Page::makeLink(link));
    auto* filter = m_demo->window().currentPage()->findChild<QLineEdit*>(QStringLiteral("filter"));
    QTRY_VERIFY(filter->isVisible());
    const auto* words = filter->findChild<QStringListModel*>();
    filter->setFocus();
    QTest::keyClicks(filter, QStringLiteral("rack:a"));
    QTRY_VERIFY(words->stringList().contains(QStringLiteral("A02")));
    const QByteArray saved = (name + QStringLiteral(".saved.menu")).toLatin1();
    const auto entry = [&](const QString& text) -> QAction* {
        auto* menu = part<QMenu>(saved.constData());
        emit menu->aboutToShow();
        for (QAction* action : menu->actions()) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    };
    QVERIFY(entry(QStringLiteral("Save this filter")));
    entry(QStringLiteral("Save this filter"))->trigger();
    QTRY_VERIFY(entry(QStringLiteral("rack:a")));
    entry(QStringLiteral("free H100 (omar)"))->trigger();
    QCOMPARE(filter->text(), QStringLiteral("state:available gpu:8"));
    QTRY_COMPARE(QUrlQuery(m_demo->window().currentPage()->link())
                     .queryItemValue(QStringLiteral("filter"), QUrl::FullyDecoded),
                 filter->text());
    // The table has what was saved here.
    m_demo->window().open(Page::makeLink(QStringLiteral("/machines")));
    const auto kept = filters()->actions();
    QVERIFY(std::any_of(kept.begin(), kept.end(), [](const QAction* action) {
        return action->text() == QStringLiteral("rack:a");
    }));
}

QTEST_MAIN(TestGuiExchange)
#include "test_gui_exchange.moc"
