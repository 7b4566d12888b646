#include "widgets/common/qrcode.h"

#include <QPainter>
#include <QPainterPath>

#include <memory>

#include <qrencode.h>

namespace rackhouse
{

namespace
{

constexpr int kQuiet = 4; ///< light modules around a code (ISO/IEC 18004, 5.3.8)

} // namespace

QrCode::QrCode(const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString8bit(bytes.constData(), 0, QR_ECLEVEL_M), QRcode_free);
    if (!code)
        return;
    m_side = code->width;
    m_dark.resize(std::size_t(m_side) * std::size_t(m_side));
    for (std::size_t i = 0; i < m_dark.size(); ++i)
        m_dark[i] = (code->data[i] & 1) != 0;
}

void QrCode::paint(QPainter& painter, const QRectF& square) const
{
    if (m_side == 0)
        return;
    const double module = square.width() / (m_side + 2 * kQuiet);
    QPainterPath path;
    for (int y = 0; y < m_side; ++y) {
        for (int x = 0; x < m_side; ++x) {
            int end = x;
            while (end < m_side && isDark(end, y))
                ++end;
            if (end > x)
                path.addRect(square.left() + (x + kQuiet) * module,
                             square.top() + (y + kQuiet) * module, (end - x) * module, module);
            x = qMax(x, end - 1);
        }
    }
    painter.fillPath(path, Qt::black);
}

} // namespace rackhouse
