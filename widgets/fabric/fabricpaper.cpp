// A fabric on paper.
#include "models/items/fabricmodel.h"
#include "widgets/common/drawingpaper.h"
#include "widgets/common/papertokens.h"
#include "widgets/fabric/fabricpaint.h"
#include "widgets/fabric/fabricview.h"

namespace rackhouse
{

std::shared_ptr<const Paper> FabricView::paper(const QString& title, const QString& note) const
{
    const QSizeF size = m_layout.size();
    return std::make_shared<DrawingPaper>(
        title, note, size,
        [picture = m_fabric->picture(), layout = m_layout, size](QPainter& painter) {
            const QSet<int> none;
            FabricPaint(painter, paperTokens(), *picture, layout,
                        {.selected = none, .seen = QRectF(QPointF(), size)})
                .paint();
        });
}

} // namespace rackhouse
