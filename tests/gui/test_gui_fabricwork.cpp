#include "tests/gui/demowindow.h"

#include "models/domain/asset.h"
#include "models/domain/fabric.h"
#include "models/domain/fabricfacts.h"
#include "models/items/fabricmodel.h"
#include "widgets/fabric/fabricview.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTabWidget>
#include <QTest>
#include <QTreeView>
#include <QTreeWidget>

using namespace rackhouse;

/// What a technician does with a fabric: reads it, goes through the work list, removes it.
class TestGuiFabricWork : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_demo = std::make_unique<DemoWindow>();
        m_demo->link().setRole(Role::Operator);
        m_demo->window().open(Page::makeLink(u"/fabric"_qs));
        m_view = child<FabricView>(u"fabric"_qs);
        m_findings = child<QTreeWidget>(u"fabric.findings"_qs);
        m_tree = child<QTreeView>(u"fabric.tree"_qs);
        m_model = static_cast<FabricModel*>(m_view->model());
        QTRY_COMPARE(m_findings->topLevelItemCount(), 11);
    }
    void cleanup() { m_demo.reset(); }

    void theSelectionIsDrawnAlsoAfterAResize()
    {
        m_view->setCurrentIndex(m_model->indexOfNode(find(u"ibleaf-02-02"_qs)));
        m_demo->window().resize(m_demo->window().size() - QSize(90, 60));
        QTRY_VERIFY(m_view->width() > 0);
        m_findings->setFocus(); // the frame of the keyboard is not what is looked for
        const QRect leaf = m_view->visualRect(m_view->currentIndex());
        const QImage drawn = m_view->viewport()->grab(leaf).toImage();
        QCOMPARE(m_view->selectionModel()->selectedRows().size(), 1);
        m_view->clearSelection();
        QVERIFY(m_view->viewport()->grab(leaf).toImage() != drawn);
    }

    void theWorkListStaysWhileTheFabricChanges()
    {
        m_findings->setFixedHeight(90);
        m_findings->setCurrentItem(m_findings->topLevelItem(5));
        QTRY_VERIFY(m_findings->verticalScrollBar()->maximum() > 0);
        m_findings->verticalScrollBar()->setValue(m_findings->verticalScrollBar()->maximum());
        const int scroll = m_findings->verticalScrollBar()->value();
        const QString sentence = child<QLabel>(u"fabric.sentence"_qs)->text();
        QVERIFY(!sentence.isEmpty());
        const QString where = m_view->currentIndex().data().toString();
        const QModelIndex unit = m_model->index(1, 0);
        m_tree->expand(unit);
        m_tree->expand(m_model->index(0, 0, unit));
        const int before = m_model->rowCount(m_model->index(0, 0, unit));
        unplug(u"dgx-01-c01 mlx5_0"_qs);
        QTRY_COMPARE(m_model->rowCount(m_model->index(0, 0, m_model->index(1, 0))), before - 1);
        QCOMPARE(m_findings->indexOfTopLevelItem(m_findings->currentItem()), 5);
        QCOMPARE(child<QLabel>(u"fabric.sentence"_qs)->text(), sentence);
        QCOMPARE(m_findings->verticalScrollBar()->value(), scroll);
        QCOMPARE(m_view->currentIndex().data().toString(), where);
        QVERIFY(m_tree->isExpanded(m_model->index(1, 0)));
        QVERIFY(m_tree->isExpanded(m_model->index(0, 0, m_model->index(1, 0))));
        QVERIFY(!m_tree->isExpanded(m_model->index(2, 0)));
    }

    void whatIsMendedLeavesTheList()
    {
        m_findings->setCurrentItem(m_findings->topLevelItem(0)); // a wrong rail
        unplug(u"dgx-02-c05 mlx5_2"_qs);
        QTRY_COMPARE(m_findings->topLevelItemCount(), 10);
        QVERIFY(m_findings->currentItem() == nullptr);
        QCOMPARE(child<QLabel>(u"fabric.sentence"_qs)->text(), QString());
    }

    void theMissingLeafCanBeGoneTo()
    {
        m_findings->setFocus();
        QTest::keyClick(m_findings, Qt::Key_Home);
        for (int down = 0; down < 2; ++down)
            QTest::keyClick(m_findings, Qt::Key_Down);
        QCOMPARE(m_findings->currentItem()->text(0), u"Missing leaf"_qs);
        const QModelIndex missing = m_view->currentIndex();
        QCOMPARE(missing.data().toString(), u"Missing leaf"_qs);
        QCOMPARE(missing.parent().data().toString(), u"dgx-01"_qs);
        QCOMPARE(missing.siblingAtColumn(FabricModel::RailColumn).data().toString(), u"3"_qs);
        QCOMPARE(m_view->selectionModel()->selectedRows(), QModelIndexList{missing});
        const QRect box = m_view->visualRect(missing);
        QVERIFY(m_view->viewport()->rect().contains(box));
        // Mouse and arrows find it as well; Enter opens nothing.
        QCOMPARE(m_view->indexAt(box.center()), missing);
        QTest::keyClick(m_findings, Qt::Key_Return);
        QVERIFY(m_view->hasFocus());
        QTest::keyClick(m_view, Qt::Key_Up);
        QVERIFY(m_view->currentIndex() != missing);
        QTest::keyClick(m_view, Qt::Key_Down);
        QCOMPARE(m_view->currentIndex(), missing);
        QTest::keyClick(m_view, Qt::Key_Return);
        QCOMPARE(m_demo->window().currentPage()->link().path(), u"/fabric"_qs);
    }

    void enterOnALineGoesToTheDrawing()
    {
        m_findings->setFocus();
        QTest::keyClick(m_findings, Qt::Key_Home);
        QTest::keyClick(m_findings, Qt::Key_Return);
        QVERIFY(m_view->hasFocus());
        QCOMPARE(m_view->currentIndex().data().toString(), u"dgx-02-c05 mlx5_2"_qs);
    }

    void theLinesAreSaidInWords()
    {
        const QModelIndex leaf = m_model->indexOfNode(find(u"ibleaf-02-03"_qs));
        QCOMPARE(leaf.siblingAtColumn(FabricModel::FindingColumn).data().toString(),
                 u"ibleaf-02-03 has 12 uplinks; most leaves have 16. Look for the cables that are "
                 "missing to ibspine-07 (2), ibspine-08 (2)."_qs);
        QCOMPARE(m_model->rowCount(leaf), 16 + 6); // hosts, then spines
        const QModelIndex uplink = m_model->index(16, 0, leaf);
        QCOMPARE(uplink.data().toString(), u"ibspine-01"_qs);
        QCOMPARE(uplink.data(Qt::AccessibleTextRole).toString(), u"ibspine-01\n2 uplinks to it"_qs);
        // The spine itself stands among the spines.
        QCOMPARE(m_model->indexOfNode(m_model->nodeOf(uplink)).parent(), m_model->index(0, 0));
        QVERIFY2(child<QLabel>(u"fabric.summary"_qs)->text().contains(u"oversubscription 1."_qs),
                 qPrintable(child<QLabel>(u"fabric.summary"_qs)->text()));
    }

    void aBareLinkLeavesThePageAsItWas()
    {
        m_demo->window().open(
            QUrl(u"rackhouse:/fabric?fabric=ethernet:leaf-1&filter=name:%3Dr1-u03"_qs));
        QTRY_COMPARE(shown(), u"ethernet:leaf-1"_qs);
        m_demo->window().open(Page::makeLink(u"/overview"_qs));
        m_demo->window().open(Page::makeLink(u"/fabric"_qs));
        QTRY_VERIFY(!m_demo->records().isBusy());
        QCOMPARE(shown(), u"ethernet:leaf-1"_qs);
        QCOMPARE(m_demo->window().currentPage()->findChild<QLineEdit*>(u"filter"_qs)->text(),
                 u"name:=r1-u03"_qs);
        QVERIFY(m_demo->window().currentPage()->link().query().contains(u"ethernet"_qs));
    }

    void showInFabricChoosesTheOneThatHasTheMachine()
    {
        const auto machines = m_demo->replica().list<Machine>(
            m_demo->records().site(), {.equals = {{u"name"_qs, u"r1-u03"_qs}}});
        m_demo->window().open(
            Page::makeLink(u"/fabric"_qs, u"machine"_qs, machines->front().id.text()));
        QTRY_COMPARE(m_view->selectionModel()->selectedRows().size(), 2); // eth0 and eth1
        QCOMPARE(shown(), u"ethernet:leaf-1"_qs);
    }

    void aFabricThatWasNeverReadIsAnEmptyState()
    {
        Fabric never;
        never.id = FabricId::create();
        never.name = u"a new one"_qs; // first by its name
        put(toJson(never), never.id.text());
        auto* choice = child<QComboBox>(u"fabric.choice"_qs);
        QTRY_COMPARE(choice->count(), 3);
        QCOMPARE(choice->currentText(), u"InfiniBand compute"_qs);
        m_demo->window().open(Page::makeLink(u"/fabric"_qs, u"fabric"_qs, never.id.text()));
        QTRY_VERIFY(!m_view->isVisible());
        const auto labels = m_demo->window().currentPage()->findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible() &&
                   label->text() == u"InfiniBand a new one has never been read"_qs;
        }));
        QVERIFY(choice->isVisible()); // the way back
    }

    void aBadFileLeavesNoFabricBehind()
    {
        m_demo->link().setAnswering([](const QJsonObject& body) -> Result<QJsonObject> {
            if (body.contains(u"file"_qs))
                return fail("topology-empty");
            return QJsonObject{{u"id"_qs, u"f-9"_qs}};
        });
        openRead();
        QFile file(m_folder.filePath(u"login.txt"_qs));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("<html>") > 0);
        file.close();
        submit(u"storage"_qs, file.fileName());
        const QStringList posted = m_demo->link().posted();
        QCOMPARE(posted.size(), 2);
        QCOMPARE(posted.first(), u"/fabrics"_qs);
        // With the text goes when it was printed.
        QVERIFY2(posted.last().startsWith(u"/fabrics/f-9/scan?observed_at=20"_qs),
                 qPrintable(posted.last()));
        QCOMPARE(m_demo->link().removed(), QStringList{u"/fabrics/f-9"_qs});
        QVERIFY(says(u"No switch and no adapter"_qs));
        // One that was there before stays.
        submit(u"compute"_qs, file.fileName());
        QCOMPARE(m_demo->link().removed().size(), 1);
    }

    void whatWouldGoIsSaidBeforeItIsReplaced()
    {
        m_demo->link().setAnswering([](const QJsonObject&) -> Result<QJsonObject> {
            return fail("fabric-would-shrink", {{u"nodes"_qs, 582},
                                                {u"known_nodes"_qs, 622},
                                                {u"links"_qs, 1109},
                                                {u"known_links"_qs, 1114}});
        });
        openRead();
        QFile file(m_folder.filePath(u"cut.txt"_qs));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("Switch") > 0);
        file.close();
        const auto* verb = child<QPushButton>(u"fabric-read.verb"_qs);
        const auto asked = [verb] {
            return verb->property("look") == u"danger"_qs &&
                   verb->text() == u"Replace all the same"_qs;
        };
        submit(u"compute"_qs, file.fileName());
        QVERIFY(says(u"582 of 622 nodes and 1109 of 1114 links would go"_qs));
        QVERIFY(asked());
        QVERIFY(!m_demo->link().posted().last().contains(u"replace"_qs));
        // What was said was said of this file.
        child<QLineEdit>(u"dialog.fabric-read.file"_qs)->setText(u"another"_qs);
        QVERIFY(!asked());
        submit(u"compute"_qs, file.fileName());
        QVERIFY(!m_demo->link().posted().last().contains(u"replace"_qs));
        submit(u"compute"_qs, file.fileName());
        QVERIFY2(m_demo->link().posted().last().contains(u"/scan?replace=yes&observed_at="_qs),
                 qPrintable(m_demo->link().posted().last()));
    }

    void whatPortsAndSwitchesTellIsInTheListAndBesideIt()
    {
        const auto goTo = [this](const QString& kind) {
            for (int row = 0; row < m_findings->topLevelItemCount(); ++row) {
                if (m_findings->topLevelItem(row)->text(0) == kind)
                    m_findings->setCurrentItem(m_findings->topLevelItem(row));
            }
        };
        auto* details = child<QTreeWidget>(u"fabric.details"_qs);
        const auto value = [details](const QString& name, int column = 1) {
            const auto found = details->findItems(name, Qt::MatchExactly | Qt::MatchRecursive, 0);
            return found.isEmpty() ? QString() : found.first()->text(column);
        };
        goTo(u"Link errors"_qs);
        QCOMPARE(child<QLabel>(u"fabric.sentence"_qs)->text(),
                 u"ibleaf-01-03 port 6 to dgx-03-c06 mlx5_0: 1,204 symbol errors, down once in "
                 "2.0 h. Clean or replace the cable."_qs);
        QCOMPARE(m_view->currentIndex().data().toString(), u"ibleaf-01-03"_qs);
        QCOMPARE(value(u"Port 6"_qs), u"to dgx-03-c06 mlx5_0"_qs);
        QCOMPARE(value(u"symbol errors"_qs), u"4,211"_qs);
        QCOMPARE(value(u"symbol errors"_qs, 2), u"+1,204 in 2.0 h"_qs);
        // What ports count in words of four octets is said in bytes, exactly to copy.
        QCOMPARE(value(u"data sent"_qs), u"145 TB"_qs);
        QCOMPARE(value(u"data sent"_qs, 2), u"+5.19 TB in 2.0 h"_qs);
        QTreeWidgetItem* sent =
            details->findItems(u"data sent"_qs, Qt::MatchExactly | Qt::MatchRecursive, 0).first();
        QCOMPARE(sent->toolTip(1), u"145,192,107,443,712 bytes"_qs);
        QCOMPARE(sent->toolTip(2), u"+5,192,107,443,712 bytes in 2.0 h"_qs);
        QVERIFY(QTest::qWaitForWindowActive(&m_demo->window()));
        auto* tabs = m_demo->window().currentPage()->findChild<QTabWidget*>();
        QVERIFY(tabs);
        tabs->setCurrentWidget(details);
        details->setFocus();
        QTRY_VERIFY(details->hasFocus());
        details->clearSelection();
        sent->setSelected(true);
        QTest::keySequence(details, QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 u"data sent\t145192107443712\t'+5,192,107,443,712 bytes in 2.0 h\n"_qs);
        goTo(u"Fan"_qs);
        QCOMPARE(m_view->currentIndex().data().toString(), u"ibspine-02"_qs);
        QCOMPARE(value(u"Fans"_qs), u"ERROR"_qs);
        QCOMPARE(value(u"fan#4"_qs), u"0 rpm"_qs);
        goTo(u"Supply"_qs);
        QCOMPARE(value(u"PSU1"_qs), u"OK, DC power ERROR, fan ERROR"_qs);
        QCOMPARE(value(u"Not told"_qs), u"PSU1 power (W)"_qs);
        // Of what nothing was told, nothing is shown.
        m_view->setCurrentIndex(m_model->indexOfNode(find(u"ibleaf-02-03"_qs)));
        QTRY_COMPARE(details->topLevelItemCount(), 0);
    }

    /// The feed says nothing of a port that only sends; who looks at it sees the last reading.
    void countersAreThoseOfTheSiteWhereItAnswers()
    {
        auto* details = child<QTreeWidget>(u"fabric.details"_qs);
        const auto value = [details](const QString& name) {
            const auto found = details->findItems(name, Qt::MatchExactly | Qt::MatchRecursive, 0);
            return found.isEmpty() ? QString() : found.first()->text(1);
        };
        const int leaf = find(u"ibleaf-01-03"_qs);
        QString asked;
        m_demo->link().setReading([&](const QString& path, const QUrlQuery& query, QObject*,
                                      const SiteLink::Answer& answer) {
            asked = path + u' ' + query.queryItemValue(u"guid"_qs);
            QJsonArray items;
            for (FabricCounters row : m_model->picture()->facts().counters) {
                row.observedAt = row.observedAt.plusMs(60'000);
                row.counters.insert(u"SymbolErrorCounter"_qs, 5678);
                items << toJson(row);
            }
            answer(QJsonObject{{u"items"_qs, items}});
        });
        m_view->setCurrentIndex(m_model->indexOfNode(leaf));
        QTRY_COMPARE(value(u"symbol errors"_qs), u"5,678"_qs);
        const FabricPicture& picture = *m_model->picture();
        QCOMPARE(asked, u"/fabrics/%1/counters %2"_qs.arg(picture.fabric().id.text(),
                                                          picture.node(leaf).guid));
        // Without an answer the copy is shown again where it is newer.
        m_demo->link().setReading(
            [](const QString&, const QUrlQuery&, QObject*, const SiteLink::Answer& answer) {
                answer(fail("site-unreachable"));
            });
        m_view->clearSelection();
        m_view->setCurrentIndex(m_model->indexOfNode(leaf));
        QCOMPARE(value(u"symbol errors"_qs), u"5,678"_qs);
    }

    void aPlanIsComparedAsSoonAsItIsThere()
    {
        FabricPlan leaf;
        leaf.id = FabricPlanId::create();
        leaf.fabricId = m_model->picture()->fabric().id;
        leaf.name = u"ibleaf-09-09"_qs;
        leaf.hosts = QStringList{u"dgx-[01-04]-c99"_qs};
        QVERIFY(m_demo->replica().applyChanges(m_demo->records().site(),
                                               {{900'001, m_demo->clock().now(), u"fabric_plan"_qs,
                                                 leaf.id.text(), false, toJson(leaf)}},
                                               900'001));
        const auto lines = [this](const QString& text) {
            return m_findings->findItems(text, Qt::MatchStartsWith, 2).size();
        };
        QTRY_COMPARE(lines(u"ibleaf-09-09 is planned and not on the wire"_qs), 1);
        QCOMPARE(lines(u"4 hosts are planned below ibleaf-09-09 and are not on the wire: "
                       "dgx-01-c99, dgx-02-c99"_qs),
                 1);
        QCOMPARE(lines(u"dgx-01-c01 is on the wire and not in the plan"_qs), 1);
        // What is not there has no place to go to.
        m_findings->setCurrentItem(
            m_findings->findItems(u"ibleaf-09-09 is planned"_qs, Qt::MatchStartsWith, 2).value(0));
        QVERIFY(m_view->selectionModel()->selectedRows().isEmpty());
    }

    void aFileThatIsTooLargeIsNotSent()
    {
        openRead();
        QFile large(m_folder.filePath(u"large.txt"_qs));
        QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(10LL << 30)); // sparse
        submit(u"storage"_qs, large.fileName());
        QVERIFY(says(u"larger than the 512 MB"_qs));
        QVERIFY(m_demo->link().posted().isEmpty());
    }

    void withoutAFabricThereIsNothingToRemove()
    {
        const QAction* remove = m_demo->actions().action(u"fabric.remove"_qs);
        QTRY_VERIFY(remove->isEnabled());
        m_demo->records().setSite(u"nothing"_qs);
        QTRY_VERIFY(!remove->isEnabled());
        QVERIFY2(remove->toolTip().contains(u"No fabric has been read here"_qs),
                 qPrintable(remove->toolTip()));
    }

    void aFabricIsRemoved()
    {
        QAction* remove = m_demo->actions().action(u"fabric.remove"_qs);
        QTRY_VERIFY(remove->isEnabled());
        remove->trigger();
        QTRY_VERIFY(child<QDialog>(u"dialog.fabric-remove"_qs));
        auto* verb = child<QPushButton>(u"fabric-remove.verb"_qs);
        QTRY_COMPARE(verb->text(), u"Remove compute"_qs);
        verb->click();
        QCOMPARE(m_demo->link().removed(),
                 QStringList{u"/fabrics/"_qs + m_model->picture()->fabric().id.text()});
        QTRY_VERIFY(!child<QDialog>(u"dialog.fabric-remove"_qs));
    }

private:
    template <class T>
    T* child(const QString& name) const
    {
        return m_demo->window().findChild<T*>(name);
    }
    QString shown() const
    {
        return m_model->picture() ? m_model->picture()->fabric().id.text() : QString();
    }
    int find(const QString& name) const
    {
        const auto& nodes = m_model->picture()->nodes();
        const auto found = std::find_if(nodes.begin(), nodes.end(),
                                        [&](const FabricNode& node) { return node.name == name; });
        return int(found - nodes.begin());
    }
    void put(const QJsonObject& row, const QString& id)
    {
        QVERIFY(m_demo->replica().applyChanges(
            m_demo->records().site(),
            {{900'001, m_demo->clock().now(), u"fabric"_qs, id, false, row}}, 900'001));
    }
    void unplug(const QString& adapter)
    {
        const FabricNodeId gone = m_model->picture()->node(find(adapter)).id;
        std::vector<Change> changes;
        const auto links = m_demo->replica().list<FabricLink>(m_demo->records().site());
        for (const FabricLink& link : *links) {
            if (link.bId == gone)
                changes.push_back(
                    {900'001, m_demo->clock().now(), u"fabric_link"_qs, link.id.text(), true, {}});
        }
        QVERIFY(m_demo->replica().applyChanges(m_demo->records().site(), changes, 900'001));
    }
    void openRead()
    {
        m_demo->actions().action(u"fabric.read"_qs)->trigger();
        QTRY_VERIFY(child<QDialog>(u"dialog.fabric-read"_qs));
        QTRY_VERIFY(child<QComboBox>(u"dialog.fabric-read.name"_qs)->count() > 0);
    }
    void submit(const QString& name, const QString& file)
    {
        child<QComboBox>(u"dialog.fabric-read.name"_qs)->setEditText(name);
        child<QLineEdit>(u"dialog.fabric-read.file"_qs)->setText(file);
        child<QPushButton>(u"fabric-read.verb"_qs)->click();
    }
    bool says(const QString& words) const
    {
        const auto labels = child<QDialog>(u"dialog.fabric-read"_qs)->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&words](const QLabel* label) {
            return label->isVisible() && label->text().contains(words);
        });
    }

    QTemporaryDir m_folder;
    std::unique_ptr<DemoWindow> m_demo;
    FabricView* m_view = nullptr;
    FabricModel* m_model = nullptr;
    QTreeWidget* m_findings = nullptr;
    QTreeView* m_tree = nullptr;
};

QTEST_MAIN(TestGuiFabricWork)
#include "test_gui_fabricwork.moc"
