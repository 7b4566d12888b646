#pragma once

#include "tests/gui/demobooks.h"
#include "tests/gui/keys.h"

namespace rackhouse
{

/// The real window at a site that makes the changes that it is asked for, and a person at its keys.
class BooksAtHand
{
protected:
    void open()
    {
        m_demo = std::make_unique<DemoWindow>();
        m_keys = std::make_unique<Keys>(*m_demo);
        m_books = std::make_unique<DemoBooks>(m_demo->replica(), m_demo->clock(),
                                              m_demo->records().site());
        m_demo->link().setAnswering(
            [this](const QJsonObject& body) { return m_books->answer(body); });
        QVERIFY(QTest::qWaitForWindowActive(&m_demo->window()));
    }
    void close()
    {
        m_keys.reset();
        m_demo.reset();
        m_books.reset();
    }
    /// Ctrl+Z, once there is something to take back.
    void undo()
    {
        QTRY_VERIFY(m_demo->actions().action(QStringLiteral("floor.undo"))->isEnabled());
        m_keys->press(Qt::Key_Z, Qt::ControlModifier);
    }

    std::unique_ptr<DemoWindow> m_demo;
    std::unique_ptr<Keys> m_keys;
    std::unique_ptr<DemoBooks> m_books;
};

} // namespace rackhouse
