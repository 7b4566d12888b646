#include "widgets/common/icons.h"

#include "widgets/common/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

namespace rackhouse
{

namespace
{

QByteArray readDrawing(const QString& name)
{
    QStringList places{u":/icons/"_qs + name + u".svg"_qs};
    for (const QString& folder : {u"actions"_qs, u"places"_qs, u"devices"_qs, u"status"_qs}) {
        for (const QString& root :
             {u"/usr/share/icons/breeze/"_qs, u"/usr/local/share/icons/breeze/"_qs})
            places << root + folder + u"/16/"_qs + name + u".svg"_qs;
    }
    for (const QString& place : places) {
        QFile file(place);
        if (file.open(QIODevice::ReadOnly))
            return file.readAll();
    }
    return {};
}

/// Draws an SVG whose "currentColor" is the text colour of the theme at the time of drawing.
class LineEngine : public QIconEngine
{
public:
    LineEngine(QByteArray drawing, const Theme& theme)
        : m_drawing(std::move(drawing)), m_theme(theme)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const Tokens& t = m_theme.tokens();
        const QColor colour =
            mode == QIcon::Disabled ? Tokens::blend(t.secondary, t.app, 55) : t.text;
        QByteArray drawing = m_drawing;
        drawing.replace("currentColor", colour.name().toLatin1());
        drawing.replace("#232629", colour.name().toLatin1());
        QSvgRenderer renderer(drawing);
        renderer.render(painter, rect);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return new LineEngine(m_drawing, m_theme); }

private:
    QByteArray m_drawing;
    const Theme& m_theme;
};

} // namespace

QIcon Icons::icon(const QString& name) const
{
    QByteArray drawing = readDrawing(name);
    return drawing.isEmpty() ? QIcon() : QIcon(new LineEngine(std::move(drawing), m_theme));
}

} // namespace rackhouse
