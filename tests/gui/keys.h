#pragma once

#include "tests/gui/demowindow.h"

#include <QDialog>
#include <QLineEdit>
#include <QTest>

namespace rackhouse
{

/// A person at the window without a mouse: keys go where the focus is.
class Keys
{
public:
    explicit Keys(DemoWindow& demo) : m_demo(demo) {}

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        wake();
        QTest::keyClick(target(), key, modifiers);
    }
    void type(const QString& text)
    {
        wake();
        QTest::keyClicks(target(), text);
        closeProposals();
    }
    /// Words that are proposed below a line go away.
    void closeProposals()
    {
        QTRY_VERIFY(!m_demo.records().isBusy());
        if (QWidget* popup = QApplication::activePopupWidget())
            QTest::keyClick(popup, Qt::Key_Escape);
        QTRY_VERIFY(QApplication::activePopupWidget() == nullptr);
    }
    /// Presses Tab until the focus is there; false where no Tab leads there.
    bool tabTo(const QString& name)
    {
        wake();
        for (int i = 0; i < 60; ++i) {
            if (target()->objectName() == name)
                return true;
            press(Qt::Key_Tab);
        }
        return false;
    }
    /// Ctrl+K, a few letters, Enter.
    void choose(const QString& text)
    {
        press(Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(dialog(QStringLiteral("palette")));
        auto* input = m_demo.window().findChild<QLineEdit*>(QStringLiteral("palette.input"));
        QTest::keyClicks(input, text);
        QTRY_VERIFY(!m_demo.records().isBusy());
        QTest::keyClick(input, Qt::Key_Return);
        QTRY_VERIFY(!dialog(QStringLiteral("palette")));
        QTRY_VERIFY(!m_demo.window().findChild<QDialog*>(QStringLiteral("palette")));
        wake();
    }
    /// No window manager is here to give the focus to a dialog that comes, and back when it goes.
    void wake() { QTRY_VERIFY(isAwake()); }
    QDialog* dialog(const QString& name) const
    {
        for (QDialog* found : m_demo.window().findChildren<QDialog*>(name)) {
            if (found->isVisible())
                return found;
        }
        return nullptr;
    }
    template <class T>
    T* part(const QString& name) const
    {
        for (T* found : m_demo.window().findChildren<T*>(name)) {
            if (found->isVisible())
                return found;
        }
        return nullptr;
    }

private:
    bool isAwake() const
    {
        if (QApplication::activePopupWidget() != nullptr)
            return true;
        QWidget* modal = QApplication::activeModalWidget();
        QWidget* window = modal != nullptr ? modal : &m_demo.window();
        if (QApplication::activeWindow() != window)
            window->activateWindow();
        const QWidget* focused = QApplication::focusWidget();
        return focused != nullptr && focused->window() == window;
    }
    QWidget* target() const
    {
        if (QWidget* popup = QApplication::activePopupWidget())
            return popup;
        QWidget* focused = QApplication::focusWidget();
        return focused != nullptr ? focused : &m_demo.window();
    }

    DemoWindow& m_demo;
};

} // namespace rackhouse
