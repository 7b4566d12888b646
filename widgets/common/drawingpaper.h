#pragma once

#include "widgets/common/paper.h"

#include <functional>

namespace rackhouse
{

/// A drawing of the screen on one page, as large as there is room for.
class DrawingPaper : public Paper
{
public:
    /// In pixels of a screen, in an area that begins at 0, 0.
    using Draw = std::function<void(QPainter& painter)>;

    DrawingPaper(QString title, QString note, QSizeF size, Draw draw);

    QString title() const override { return m_title; }
    int pages() const override { return 1; }
    QSizeF sizeMm(int page) const override;
    int dotsPerInch() const override;
    Result<void> paint(QPainter& painter, int page) const override;

private:
    QString m_title;
    QString m_note;
    QSizeF m_size;
    Draw m_draw;
};

} // namespace rackhouse
