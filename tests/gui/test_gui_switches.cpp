#include "tests/gui/demowindow.h"

#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/domain/wiring.h"
#include "models/items/roles.h"
#include "widgets/common/messagestrip.h"

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

using namespace rackhouse;

/// The switches that the site asks, in the real window.
class TestGuiSwitches : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_demo = std::make_unique<DemoWindow>();
        m_demo->link().setRole(Role::Operator);
        m_demo->window().open(Page::makeLink(u"/switches"_qs));
        m_table = m_demo->window().findChild<QTableView*>(u"switches.table"_qs);
        QVERIFY(m_table);
        QTRY_COMPARE(m_table->model()->rowCount(), 2);
    }
    void cleanup() { m_demo.reset(); }

    void theTableSaysWhatBecameOfThem()
    {
        QStringList shown;
        for (int column = 0; column < m_table->model()->columnCount(); ++column) {
            for (int row = 0; row < 2; ++row)
                shown << m_table->model()->index(row, column).data().toString();
        }
        QVERIFY2(shown.contains(u"10.77.0.201"_qs), qPrintable(shown.join(u'|')));
        QVERIFY(shown.contains(u"leaf-1"_qs));
        select(u"10.77.0.202"_qs);
        const auto facts = m_demo->window().findChildren<QLabel*>();
        QTRY_VERIFY(std::any_of(facts.begin(), facts.end(), [](const QLabel* label) {
            return label->text() == u"It presents another certificate than before";
        }));
    }

    void theirHardwareAndPortsAreTables()
    {
        m_demo->window().open(
            Page::makeLink(u"/switch-facts"_qs, u"filter"_qs, u"health:warning"_qs));
        auto* facts = m_demo->window().findChild<QTableView*>(u"switch-facts.table"_qs);
        QVERIFY(facts);
        QTRY_COMPARE(facts->model()->rowCount(), 1);
        QVERIFY(textsOf(facts).contains(u"leaf-2"_qs));
        QVERIFY(textsOf(facts).contains(u"PSU2: bad"_qs));
        m_demo->window().open(
            Page::makeLink(u"/switch-ports"_qs, u"filter"_qs, u"switch:leaf-2 speed:<400G"_qs));
        auto* ports = m_demo->window().findChild<QTableView*>(u"switch-ports.table"_qs);
        QVERIFY(ports);
        QTRY_COMPARE(ports->model()->rowCount(), 1);
        QVERIFY2(textsOf(ports).contains(u"swp64"_qs), qPrintable(textsOf(ports).join(u'|')));
        QVERIFY(textsOf(ports).contains(u"Up"_qs));
        QVERIFY(textsOf(ports).contains(u"100 Gbit/s"_qs));
        QVERIFY(textsOf(ports).contains(u"400 Gbit/s"_qs));
        // Up, and yet not well: it says so in words.
        const auto state = [ports](int role) {
            for (int column = 0; column < ports->model()->columnCount(); ++column) {
                const QModelIndex cell = ports->model()->index(0, column);
                if (cell.data(FieldRole).toString() == u"state"_qs)
                    return cell.data(role).toString();
            }
            return QString();
        };
        QCOMPARE(state(WarningRole), u"slow, errors"_qs);
        QVERIFY(state(Qt::AccessibleTextRole).startsWith(u"Up, slow, errors"_qs));
        m_demo->window().open(
            Page::makeLink(u"/switch-ports"_qs, u"filter"_qs, u"switch:leaf-2 speed:>300G"_qs));
        QTRY_VERIFY(ports->model()->rowCount() > 1);
        QCOMPARE(state(WarningRole), QString());
    }

    void thePortsOfASwitchAreOneStepAway()
    {
        select(u"10.77.0.202"_qs);
        trigger("switch.ports");
        QTableView* ports = nullptr;
        QTRY_VERIFY((ports = m_demo->window().findChild<QTableView*>(u"switch-ports.table"_qs)));
        QTRY_COMPARE(ports->model()->rowCount(), 4);
        QVERIFY(textsOf(ports).contains(u"leaf-2"_qs));
    }

    /// The other switches of the books are taken out of them.
    void whatIsNotInTheBooksCannotBeAdded()
    {
        std::vector<Change> gone;
        const auto assets = m_demo->replica().list<Asset>({});
        QVERIFY(assets);
        for (const Asset& asset : *assets) {
            if (asset.kind == AssetKind::Switch && !asset.name.startsWith(u"leaf-"_qs))
                gone.push_back({9999, {}, u"asset"_qs, asset.id.text(), true, {}});
        }
        QVERIFY(m_demo->replica().applyChanges(m_demo->records().site(), gone, 9999));
        trigger("switch.add");
        QTRY_VERIFY(dialog("switch") != nullptr);
        QTRY_VERIFY(field<QComboBox>("switch")->currentText().startsWith(u"Every switch"_qs));
        QVERIFY(!verb()->isEnabled());
        QVERIFY(verb()->toolTip().contains(u"books"_qs));
    }

    void aSwitchIsAddedByKeyboard()
    {
        Asset leaf;
        leaf.id = AssetId::create();
        leaf.name = u"leaf-9"_qs;
        leaf.kind = AssetKind::Switch;
        QVERIFY(m_demo->replica().applyChanges(
            m_demo->records().site(),
            {{9999, {}, u"asset"_qs, leaf.id.text(), false, toJson(leaf)}}, 9999));
        trigger("switch.add");
        QTRY_VERIFY(dialog("switch") != nullptr);
        auto* box = field<QComboBox>("switch");
        QTRY_VERIFY(box->findText(u"leaf-9"_qs) >= 0);
        box->setCurrentIndex(box->findText(u"leaf-9"_qs));
        field<QLineEdit>("address")->setFocus();
        QTest::keyClicks(field<QLineEdit>("address"), u"10.77.0.209"_qs);
        QVERIFY(field<QLineEdit>("user")->isHidden());
        QVERIFY(!verb()->isEnabled());
        choose("method", "snmp-v3");
        QVERIFY(!field<QLineEdit>("user")->isHidden());
        QTest::keyClicks(field<QLineEdit>("user"), u"watcher"_qs);
        QTest::keyClicks(field<QLineEdit>("password"), u"short"_qs);
        QTest::keyClicks(field<QLineEdit>("privacy-password"), u"long-enough"_qs);
        QVERIFY(verb()->toolTip().contains(u"8 characters"_qs));
        QTest::keyClicks(field<QLineEdit>("password"), u"-enough"_qs);
        QVERIFY2(verb()->isEnabled(), qPrintable(verb()->toolTip()));
        QTest::keyClick(field<QLineEdit>("password"), Qt::Key_Return);
        QCOMPARE(m_demo->link().posted().last(), u"/switches"_qs);
        const QJsonObject body = m_demo->link().bodies().last();
        QCOMPARE(body.value(u"asset_id"_qs).toString(), leaf.id.text());
        QCOMPARE(body.value(u"method"_qs).toString(), u"snmp-v3"_qs);
        QCOMPARE(body.value(u"password"_qs).toString(), u"short-enough"_qs);
        QCOMPARE(body.value(u"privacy_password"_qs).toString(), u"long-enough"_qs);
        QTRY_VERIFY(dialog("switch") == nullptr);
    }

    void aChangeKeepsThePasswordUnlessItGoesElsewhere()
    {
        select(u"10.77.0.201"_qs);
        trigger("switch.change");
        QTRY_VERIFY(dialog("switch") != nullptr);
        QCOMPARE(field<QLineEdit>("password")->placeholderText(), u"unchanged"_qs);
        field<QSpinBox>("minutes")->setValue(15);
        QVERIFY2(verb()->isEnabled(), qPrintable(verb()->toolTip()));
        field<QLineEdit>("address")->setText(u"10.77.0.203"_qs);
        QVERIFY(!verb()->isEnabled());
        field<QLineEdit>("address")->setText(u"10.77.0.201"_qs);
        verb()->click();
        QVERIFY(m_demo->link().posted().last().startsWith(u"/switches/"_qs));
        const QJsonObject body = m_demo->link().bodies().last();
        QCOMPARE(body.value(u"every_seconds"_qs).toInt(), 900);
        QVERIFY(!body.contains(u"password"_qs));
    }

    void askingTellsWhatItSaid()
    {
        select(u"10.77.0.201"_qs);
        m_demo->link().setAnswering([](const QJsonObject&) {
            SwitchAccess row;
            row.id = SwitchAccessId::create();
            row.state = SwitchState::Failed;
            row.reason = u"switch-silent"_qs;
            row.reasonArgs = {{u"host"_qs, u"10.77.0.201"_qs}, {u"port"_qs, 161}};
            return Result<QJsonObject>(toJson(row));
        });
        trigger("switch.ask");
        QVERIFY(m_demo->link().posted().last().endsWith(u"/ask"_qs));
        const auto texts = m_demo->window().findChildren<QLabel*>();
        QVERIFY(std::any_of(texts.begin(), texts.end(), [](const QLabel* label) {
            return label->text().contains(u"does not answer SNMP on port 161"_qs);
        }));
    }

    void aNewCertificateIsComparedAndAccepted()
    {
        select(u"10.77.0.201"_qs);
        QAction* accept = m_demo->actions().action(u"switch.accept-certificate"_qs);
        QVERIFY(!accept->isEnabled());
        select(u"10.77.0.202"_qs);
        QTRY_VERIFY(accept->isEnabled());
        accept->trigger();
        QTRY_VERIFY(dialog("switch-certificate") != nullptr);
        dialog("switch-certificate")
            ->findChild<QPushButton*>(u"switch-certificate.verb"_qs)
            ->click();
        QVERIFY(m_demo->link().posted().last().endsWith(u"/accept-certificate"_qs));
        QCOMPARE(m_demo->link().bodies().last().value(u"fingerprint"_qs).toString(),
                 QString(64, u'b'));
    }

    void viewersAreToldWhyNot()
    {
        m_demo->link().setRole(Role::Viewer);
        select(u"10.77.0.201"_qs);
        for (const char* id : {"switch.add", "switch.ask", "switch.change", "switch.remove"}) {
            QAction* action = m_demo->actions().action(QLatin1String(id));
            QVERIFY(!action->isEnabled());
            QVERIFY(!action->toolTip().isEmpty());
        }
    }

private:
    static QStringList textsOf(const QTableView* table)
    {
        QStringList texts;
        for (int column = 0; column < table->model()->columnCount(); ++column)
            texts << table->model()->index(0, column).data().toString();
        return texts;
    }
    void trigger(const char* id)
    {
        QAction* action = m_demo->actions().action(QLatin1String(id));
        QVERIFY(action != nullptr);
        QTRY_VERIFY(action->isEnabled());
        action->trigger();
    }
    QDialog* dialog(const char* name) const
    {
        return m_demo->window().findChild<QDialog*>(u"dialog."_qs + QLatin1String(name));
    }
    QPushButton* verb() const
    {
        return dialog("switch")->findChild<QPushButton*>(u"switch.verb"_qs);
    }
    template <class T>
    T* field(const char* name) const
    {
        return dialog("switch")->findChild<T*>(u"dialog.switch."_qs + QLatin1String(name));
    }
    void choose(const char* name, const char* word)
    {
        auto* box = field<QComboBox>(name);
        box->setCurrentIndex(box->findData(QString::fromLatin1(word)));
    }
    /// The row with that address.
    void select(const QString& address)
    {
        for (int row = 0; row < m_table->model()->rowCount(); ++row) {
            for (int column = 0; column < m_table->model()->columnCount(); ++column) {
                if (m_table->model()->index(row, column).data().toString() == address)
                    m_table->selectRow(row);
            }
        }
        QTRY_COMPARE(m_demo->focus().rows().size(), std::size_t(1));
        QCOMPARE(m_demo->focus().rows().front().value(u"address"_qs).toString(), address);
    }

    std::unique_ptr<DemoWindow> m_demo;
    QTableView* m_table = nullptr;
};

QTEST_MAIN(TestGuiSwitches)
#include "test_gui_switches.moc"
