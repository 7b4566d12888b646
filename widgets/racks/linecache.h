#pragma once

#include <QCache>
#include <QFont>
#include <QStaticText>

namespace rackhouse
{

/// Texts on one line, measured, cut to a width and laid out once: hundreds of plates have the same
/// model on them, and the same names are drawn again with every step of a scroll bar.
class LineCache
{
public:
    LineCache();

    /// The text as it is drawn in that font, cut where it is wider than `most` pixels. Valid until
    /// the next call.
    const QStaticText& line(const QString& text, const QFont& font, int most);
    /// Draws it at the left of an area, in the middle of its height. The painter has the font.
    static void draw(QPainter& painter, const QRect& area, const QStaticText& line);

private:
    struct Key {
        QString text;
        QFont font;
        int most = 0;

        bool operator==(const Key&) const = default;
        friend size_t qHash(const Key& key, size_t seed = 0)
        {
            return qHashMulti(seed, key.text, key.font, key.most);
        }
    };

    QCache<Key, QStaticText> m_lines;
};

} // namespace rackhouse
