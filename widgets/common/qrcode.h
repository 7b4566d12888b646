#pragma once

#include <QRectF>
#include <QString>

#include <vector>

class QPainter;

namespace rackhouse
{

/// A text as a QR code: a square of dark and light modules.
class QrCode
{
public:
    explicit QrCode(const QString& text);

    int side() const { return m_side; } ///< modules; 0 where the text is too long
    bool isDark(int x, int y) const
    {
        return m_dark[std::size_t(y) * std::size_t(m_side) + std::size_t(x)];
    }
    /// Fills the square with the code, its quiet zone of four modules included.
    void paint(QPainter& painter, const QRectF& square) const;

private:
    int m_side = 0;
    std::vector<bool> m_dark;
};

} // namespace rackhouse
