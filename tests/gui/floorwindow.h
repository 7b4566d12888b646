#pragma once

#include "tests/gui/booksathand.h"

#include "widgets/racks/rackmodel.h"
#include "widgets/racks/rackview.h"

namespace rackhouse
{

/// The elevation in the real window, at a site that makes the changes that it is asked for.
class FloorWindow : protected BooksAtHand
{
protected:
    void open()
    {
        BooksAtHand::open();
        m_demo->window().open(QUrl(u"rackhouse:/floor?view=racks"_qs));
        m_view = part<RackView>(u"racks"_qs);
        QVERIFY(m_view != nullptr);
        QTRY_VERIFY(m_view->model()->rowCount() > 1);
    }

    void showOnFloor(const QString& machine)
    {
        m_demo->window().open(Page::makeLink(u"/floor"_qs, u"device"_qs,
                                             m_books->byName<Machine>(machine).id.text()));
        QTRY_COMPARE(current(), machine);
        QTRY_VERIFY(m_demo->actions().action(u"floor.move"_qs)->isEnabled());
    }

    template <class T>
    T* part(const QString& name) const
    {
        return m_demo->window().findChild<T*>(name);
    }
    void press(const QString& action) { m_demo->actions().action(action)->trigger(); }
    QString current() const { return m_view->currentIndex().data().toString(); }
    double unitOf(const QString& machine)
    {
        return double(m_books->byName<Machine>(machine).position);
    }

    RackView* m_view = nullptr;
};

} // namespace rackhouse
