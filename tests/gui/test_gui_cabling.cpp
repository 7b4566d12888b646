#include "tests/gui/keys.h"

#include "models/domain/asset.h"
#include "models/domain/switchfacts.h"
#include "models/domain/wiring.h"

#include <QClipboard>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTextBrowser>
#include <QTimer>
#include <QTreeWidget>

using namespace rackhouse;

/// The work list of cables in the real window.
class TestGuiCabling : public QObject
{
    Q_OBJECT

private slots:
    void init() { start(m_system); }
    void cleanup() { m_demo.reset(); }

    void theListSaysWhatToDo()
    {
        QCOMPARE(lines(0), (QStringList{u"Plugged in elsewhere"_qs, u"Plugged in elsewhere"_qs,
                                        u"Nothing heard"_qs, u"To be connected"_qs,
                                        u"Connected as planned"_qs, u"An end hangs free"_qs,
                                        u"Not in the books"_qs, u"Unknown device"_qs}));
    }

    void aLineShowsTheWayOfItsCable()
    {
        lookFor(u"r1-u03"_qs, 1);
        auto* way = m_demo->window().findChild<QTreeWidget*>(u"cabling.way"_qs);
        QCOMPARE(way->topLevelItemCount(), 2);
        QCOMPARE(way->topLevelItem(0)->text(1), u"C-0005"_qs);
        QCOMPARE(way->topLevelItem(0)->text(2), u"a01-patch 3"_qs);
        QCOMPARE(way->topLevelItem(1)->text(0), u"a01-patch 3"_qs);
        QCOMPARE(way->topLevelItem(1)->text(2), u"leaf-1 swp3"_qs);
    }

    void enterOpensAWorkOrder()
    {
        lookFor(u"r1-u03"_qs, 1);
        Keys keys(*m_demo);
        keys.press(Qt::Key_Return);
        QTRY_VERIFY(keys.dialog(u"dialog.work-order"_qs));
        const QString text = keys.part<QTextBrowser>(u"dialog.work-order.text"_qs)->toPlainText();
        qsizetype at = -1;
        for (const auto& word :
             {u"Take C-0005-2 of a01-patch 3 out of leaf-1 swp4 and plug it into leaf-1 swp3"_qs,
              u"swap the two"_qs, u"r1-u03"_qs, u"A01 U"_qs, u"eth0"_qs, u"Goes to now"_qs,
              u"A01 U42"_qs, u"swp4"_qs, u"Belongs to"_qs, u"swp3"_qs, u"C-0005"_qs,
              u"a01-patch"_qs, u"A01 U45"_qs, u"C-0005-2"_qs}) {
            at = text.indexOf(word, at + 1);
            QVERIFY2(at >= 0, qPrintable(word + u" in "_qs + text));
        }
        QVERIFY(keys.tabTo(u"work-order.copy"_qs));
        keys.press(Qt::Key_Space);
        QVERIFY(
            QApplication::clipboard()->text().contains(u"Belongs to\tleaf-1\tA01 U42\tswp3"_qs));
        const QString path = m_demo->nextFile(u"order.pdf"_qs);
        QVERIFY(keys.tabTo(u"work-order.pdf"_qs));
        keys.press(Qt::Key_Space);
        QFile pdf(path);
        QVERIFY(pdf.open(QIODevice::ReadOnly));
        QVERIFY(pdf.readAll().startsWith("%PDF"));
    }

    void theDevicesOfALineAreShownElsewhere()
    {
        lookFor(u"r1-u03"_qs, 1);
        for (const auto& id : {u"machine.floor"_qs, u"machine.table"_qs})
            QVERIFY2(m_demo->actions().action(id)->isEnabled(), qPrintable(id));
        Keys(*m_demo).choose(u"show in table"_qs);
        QTRY_COMPARE(page(), u"page.machines"_qs);
        QTRY_COMPARE(m_demo->window()
                         .findChild<QAbstractItemView*>(u"machines.table"_qs)
                         ->model()
                         ->rowCount(),
                     1);
    }

    void theWordsAreInTheLink()
    {
        lookFor(u"printer"_qs, 1);
        const QUrl link = m_demo->window().currentPage()->link();
        QCOMPARE(link, QUrl(u"rackhouse:/cabling?filter=printer"_qs));
        Keys keys(*m_demo);
        keys.choose(u"machines"_qs);
        QTRY_COMPARE(page(), u"page.machines"_qs);
        keys.choose(u"cabling"_qs);
        QTRY_COMPARE(page(), u"page.cabling"_qs);
        QCOMPARE(m_demo->window().currentPage()->link(), link);
        QTRY_COMPARE(m_list->topLevelItemCount(), 1);
        m_demo->window().open(Page::makeLink(u"/cabling"_qs, u"filter"_qs, u"r1-u03"_qs));
        QTRY_VERIFY(m_list->topLevelItem(0)->text(1).startsWith(u"r1-u03"_qs) ||
                    m_list->topLevelItem(0)->text(2).contains(u"r1-u03"_qs));
        keys.press(Qt::Key_Left, Qt::AltModifier);
        QTRY_COMPARE(m_demo->window().currentPage()->link(), link);
    }

    void anEmptyListSaysWhy()
    {
        const auto* hint = m_demo->window().findChild<QLabel*>(u"cabling.findings.empty"_qs);
        m_demo->window().open(Page::makeLink(u"/cabling"_qs, u"filter"_qs, u"nowhere"_qs));
        QTRY_COMPARE(m_list->topLevelItemCount(), 0);
        QVERIFY(hint->isVisible());
        QCOMPARE(hint->text(), u"No line has these words; lines that they hide: 8."_qs);
        // Without what the wire tells, and without what is to be done, nothing is confirmed.
        m_demo->window().open(Page::makeLink(u"/cabling"_qs, u"filter"_qs, {}));
        const auto neighbors = *m_demo->replica().list<Neighbor>({});
        for (const Neighbor& row : neighbors)
            remove(row);
        const auto books = *m_demo->replica().list<Cable>({});
        int cables = 0;
        for (const Cable& row : books) {
            if (row.state == CableState::Planned || row.bKind == EndKind::None)
                remove(row);
            else
                cables += row.kind != CableKind::Power;
        }
        QVERIFY(cables > 20);
        QTRY_COMPARE(m_list->topLevelItemCount(), 0);
        QTRY_COMPARE(hint->text(),
                     u"Nothing tells of the cables for data that the books have: %1. Let the site "
                     "ask the switches, or inspect the machines."_qs.arg(cables));
    }

    void whatIsKeptOfNetqIsSaid_data()
    {
        QTest::addColumn<QJsonObject>("answer");
        QTest::addColumn<QString>("said");
        QTest::newRow("no host is known")
            << QJsonObject{{u"hosts"_qs, 2},
                           {u"known"_qs, 0},
                           {u"unknown"_qs, QJsonArray{u"node1"_qs, u"node2"_qs}},
                           {u"unknown_count"_qs, 2}}
            << u"Nothing was kept. NMX: 0 of 2 hosts are in the books. The books do not know "
               "node1, node2."_qs;
        QTest::newRow("hosts") << QJsonObject{{u"hosts"_qs, 2},
                                              {u"known"_qs, 2},
                                              {u"unknown_count"_qs, 0}}
                               << u"NMX: 2 of 2 hosts are in the books."_qs;
        QTest::newRow("cables") << QJsonObject{{u"devices"_qs, 3},
                                               {u"known"_qs, 3},
                                               {u"cables"_qs, 2}}
                                << u"NetQ: 3 of 3 devices are in the books; cables: 2."_qs;
        QTest::newRow("links without an end")
            << QJsonObject{{u"devices"_qs, 3},
                           {u"known"_qs, 3},
                           {u"cables"_qs, 0},
                           {u"skipped"_qs, 4}}
            << u"Nothing was kept. NetQ: 3 of 3 devices are in the books; cables: 0. Links left "
               "out because an end is missing: 4."_qs;
    }
    void whatIsKeptOfNetqIsSaid()
    {
        QFETCH(QJsonObject, answer);
        QFETCH(QString, said);
        QFile file(m_demo->nextFile(u"netq.json"_qs));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[]");
        file.close();
        m_demo->link().setAnswering([answer](const QJsonObject&) { return answer; });
        m_demo->actions().action(u"netq.read"_qs)->trigger();
        Keys keys(*m_demo);
        QTRY_VERIFY(keys.dialog(u"dialog.netq-read"_qs));
        keys.part<QLineEdit>(u"dialog.netq-read.file"_qs)->setText(file.fileName());
        keys.part<QPushButton>(u"netq-read.verb"_qs)->click();
        QTRY_VERIFY(m_demo->window().findChild<QWidget*>(u"toast"_qs));
        QCOMPARE(m_demo->window().findChild<QWidget*>(u"toast"_qs)->accessibleName(), said);
    }

    void whatIsMeasuredMovesNothing()
    {
        auto* later = m_demo->window().findChild<QTimer*>(u"cabling.later"_qs);
        QTRY_VERIFY(!later->isActive() && !m_demo->records().isBusy());
        const QSignalSpy changed(m_list->model(), &QAbstractItemModel::dataChanged);
        Machine machine =
            m_demo->replica()
                .list<Machine>(m_demo->records().site(), {.equals = {{u"name"_qs, u"r1-u03"_qs}}})
                ->front();
        machine.powerW += 40;
        tell(machine);
        QTRY_VERIFY(later->isActive());
        QTRY_VERIFY(!later->isActive() && !m_demo->records().isReading());
        QCOMPARE(changed.size(), 0);
        machine.name = u"r1-u03b"_qs;
        tell(machine);
        QTRY_VERIFY(changed.size() > 0);
        QVERIFY(lines(2).join(u' ').contains(u"r1-u03b eth0"_qs));
    }

    void whatIsThereIsConfirmed()
    {
        QAction* confirm = m_demo->actions().action(u"cabling.confirm"_qs);
        QVERIFY(!confirm->isEnabled());
        select(u"Connected as planned"_qs);
        QVERIFY(confirm->isEnabled());
        confirm->trigger();
        QTRY_VERIFY(m_demo->link().posted().contains(u"/changesets"_qs));
        const QJsonObject item =
            m_demo->link().bodies().last().value(u"items"_qs).toArray().at(0).toObject();
        QCOMPARE(item.value(u"kind"_qs).toString(), u"cable"_qs);
        QCOMPARE(item.value(u"fields"_qs).toObject().value(u"state"_qs).toString(),
                 u"connected"_qs);
    }

    void whatTheBooksLackIsEntered()
    {
        select(u"Not in the books"_qs);
        m_demo->actions().action(u"cabling.enter"_qs)->trigger();
        QTRY_VERIFY(m_demo->link().posted().contains(u"/changesets"_qs));
        const QJsonObject fields = m_demo->link()
                                       .bodies()
                                       .last()
                                       .value(u"items"_qs)
                                       .toArray()
                                       .at(0)
                                       .toObject()
                                       .value(u"fields"_qs)
                                       .toObject();
        QCOMPARE(fields.value(u"a_kind"_qs).toString(), u"asset"_qs);
        QCOMPARE(fields.value(u"a_port"_qs).toString(), u"swp30"_qs);
        QCOMPARE(fields.value(u"b_kind"_qs).toString(), u"machine"_qs);
    }

    void theSelectionStaysWhenTheWireChanges()
    {
        select(u"Unknown device"_qs);
        forget(u"swp30"_qs);
        QTRY_COMPARE(m_list->topLevelItemCount(), 7);
        QCOMPARE(m_list->selectedItems().size(), 1);
        QCOMPARE(m_list->selectedItems().front()->text(0), u"Unknown device"_qs);
    }

    void theCurrentLineStaysWhenTheWireChanges()
    {
        m_list->setFocus();
        QTest::keyClick(m_list, Qt::Key_Home);
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(m_list, Qt::Key_Down);
        QCOMPARE(m_list->currentItem()->text(0), u"To be connected"_qs);
        forget(u"swp30"_qs);
        QTRY_COMPARE(m_list->topLevelItemCount(), 7);
        QCOMPARE(m_list->currentItem()->text(0), u"To be connected"_qs);
        QTest::keyClick(m_list, Qt::Key_Down);
        QCOMPARE(m_list->currentItem()->text(0), u"Connected as planned"_qs);
        // The one that goes takes nothing else into the selection.
        QTest::keyClick(m_list, Qt::Key_End);
        forget(u"swp31"_qs);
        QTRY_COMPARE(m_list->topLevelItemCount(), 6);
        QVERIFY(m_list->selectedItems().isEmpty());
        QVERIFY(m_demo->focus().rows().empty());
    }

    void whatASwitchSaidLongAgoIsStale()
    {
        ManualClock clock(Instant{1'800'000'000'000});
        start(clock);
        SwitchPort port = m_demo->replica().list<SwitchPort>({})->front();
        port.state = PortState::Down;
        tell(port);
        QTRY_VERIFY(lines(0).contains(u"Port is down"_qs));
        clock.advanceMs(61 * 60'000);
        auto* age = m_demo->window().findChild<QTimer*>(u"cabling.age"_qs);
        age->start(1);
        QTRY_VERIFY2(lines(0).contains(u"Port is down (stale)"_qs),
                     qPrintable(lines(0).join(u'|')));
        age->stop();
        select(u"Port is down (stale)"_qs);
        const QString order = m_demo->window().findChild<QLabel*>(u"cabling.sentence"_qs)->text();
        QVERIFY2(order.endsWith(u"and nothing since."_qs), qPrintable(order));
        m_demo.reset();
    }

private:
    void start(const Clock& clock)
    {
        m_demo.reset();
        m_demo = std::make_unique<DemoWindow>(26, clock);
        QVERIFY(QTest::qWaitForWindowActive(&m_demo->window()));
        m_demo->link().setRole(Role::Operator);
        m_demo->window().open(Page::makeLink(u"/cabling"_qs));
        m_list = m_demo->window().findChild<QTreeWidget*>(u"cabling.findings"_qs);
        QVERIFY(m_list);
        QTRY_VERIFY(m_list->topLevelItemCount() > 0);
    }
    QString page() const { return m_demo->window().currentPage()->objectName(); }
    QStringList lines(int column) const
    {
        QStringList lines;
        for (int i = 0; i < m_list->topLevelItemCount(); ++i)
            lines << m_list->topLevelItem(i)->text(column);
        return lines;
    }
    /// Ctrl+F, words, Down.
    void lookFor(const QString& words, int count)
    {
        Keys keys(*m_demo);
        keys.press(Qt::Key_F, Qt::ControlModifier);
        keys.type(words);
        QTRY_COMPARE(m_list->topLevelItemCount(), count);
        keys.press(Qt::Key_Down);
        QTRY_COMPARE(m_list->selectedItems().size(), 1);
    }
    /// What the site says next.
    template <class T>
    void tell(const T& row)
    {
        QVERIFY(m_demo->replica().applyChanges(
            m_demo->records().site(),
            {{++m_seq, {}, T::record().kindText(), row.id.text(), false, toJson(row)}}, m_seq));
    }
    template <class T>
    void remove(const T& row)
    {
        ++m_seq;
        QVERIFY(m_demo->replica().applyChanges(
            m_demo->records().site(),
            {{m_seq, {}, T::record().kindText(), row.id.text(), true, {}}}, m_seq));
    }
    /// A neighbour at that port of a switch is not heard any more.
    void forget(const QString& port)
    {
        const auto rows = *m_demo->replica().list<Neighbor>({});
        const auto gone = std::find_if(rows.begin(), rows.end(), [&port](const Neighbor& row) {
            return row.localPort == port;
        });
        remove(*gone);
    }
    void select(const QString& kind)
    {
        m_list->clearSelection();
        for (int i = 0; i < m_list->topLevelItemCount(); ++i)
            m_list->topLevelItem(i)->setSelected(m_list->topLevelItem(i)->text(0) == kind);
        QCOMPARE(m_list->selectedItems().size(), 1);
    }

    const SystemClock m_system;
    std::unique_ptr<DemoWindow> m_demo;
    QTreeWidget* m_list = nullptr;
    qint64 m_seq = 9'999;
};

QTEST_MAIN(TestGuiCabling)
#include "test_gui_cabling.moc"
