#include "tests/gui/booksathand.h"

#include "models/domain/asset.h"
#include "widgets/common/messagestrip.h"

#include <QTest>

#include <algorithm>

using namespace rackhouse;

/// What the page of a machine says of it before anything else.
class TestGuiMachine : public QObject, private BooksAtHand
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { close(); }
    void aLeakIsSaidWithItsPlace();
    void anOldLeakHasItsAge();
    void aPartThatIsWorseThanTheMachineSaysIsNamed();

private:
    QString said(const char* strip) const
    {
        const auto* found = m_demo->window().findChild<MessageStrip*>(QString::fromLatin1(strip));
        return found != nullptr && found->isVisible() ? found->text() : QString();
    }
    void show(const Machine& machine);

    Machine m_machine; ///< with parts of which GPU 6 has a warning
};

void TestGuiMachine::init()
{
    open();
    const auto parts = m_demo->replica().list<Component>(m_demo->records().site(),
                                                         {.equals = {{u"slot"_qs, u"GPU 6"_qs}}});
    QVERIFY(parts && !parts->empty());
    const auto machine =
        m_demo->replica().find<Machine>(m_demo->records().site(), parts->front().machineId.text());
    QVERIFY(machine && *machine);
    m_machine = **machine;
    m_machine.health = Health::Ok;
    m_machine.leak = Health::Unknown;
    m_machine.observedAt = m_demo->clock().now();
}

void TestGuiMachine::show(const Machine& machine)
{
    m_books->put(machine);
    m_demo->window().open(Page::makeLink(u"/machines/"_qs + machine.id.text()));
    QTRY_VERIFY(!m_demo->focus().rows().empty());
    QTRY_VERIFY(!m_demo->records().isBusy());
}

void TestGuiMachine::aLeakIsSaidWithItsPlace()
{
    show(m_machine);
    QCOMPARE(said("machine.leak"), QString());
    m_machine.leak = Health::Critical;
    m_machine.leakAt = u"Cold plate 2"_qs;
    m_books->put(m_machine);
    QTRY_COMPARE(said("machine.leak"), u"Leaks at Cold plate 2. Look at its cooling."_qs);
    m_machine.leak = Health::Warning;
    m_books->put(m_machine);
    QTRY_COMPARE(said("machine.leak"), u"May leak at Cold plate 2. Look at its cooling."_qs);
}

void TestGuiMachine::anOldLeakHasItsAge()
{
    m_machine.leak = Health::Critical;
    m_machine.leakAt = u"Cold plate 2"_qs;
    m_machine.observedAt = m_demo->clock().now().plusMs(-3 * 3'600'000);
    show(m_machine);
    QTRY_COMPARE(said("machine.leak"), u"Leaks at Cold plate 2 · 3 h ago. Look at its cooling."_qs);
}

void TestGuiMachine::aPartThatIsWorseThanTheMachineSaysIsNamed()
{
    show(m_machine);
    QTRY_COMPARE(said("machine.parts"), u"GPU 6 (H100 SXM 80GB): Warning"_qs);
    // What the machine says itself is said once.
    m_machine.health = Health::Warning;
    m_books->put(m_machine);
    QTRY_COMPARE(said("machine.parts"), QString());
}

QTEST_MAIN(TestGuiMachine)
#include "test_gui_machine.moc"
