#include "widgets/common/theme.h"

#include "widgets/common/style.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace rackhouse
{

namespace
{

Tokens readTokens(const QString& name)
{
    QFile file(u":/themes/"_qs + name + u".json"_qs);
    Q_ASSERT(file.exists());
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    const auto colour = [&object](const char* key) {
        return QColor(object.value(QLatin1String(key)).toString());
    };
    Tokens t;
    t.app = colour("app");
    t.surface = colour("surface");
    t.raised = colour("raised");
    t.sunken = colour("sunken");
    t.border = colour("border");
    t.text = colour("text");
    t.secondary = colour("secondary");
    t.accent = colour("accent");
    t.onAccent = colour("onAccent");
    t.ok = colour("ok");
    t.warning = colour("warning");
    t.critical = colour("critical");
    t.running = colour("running");
    t.unknown = colour("unknown");
    t.selection = Tokens::blend(t.accent, t.surface, object.value(u"selection"_qs).toInt());
    t.dark = object.value(u"dark"_qs).toBool();
    return t;
}

QFont scaled(qreal points, QFont::Weight weight)
{
    QFont font = QApplication::font();
    font.setPointSizeF(points);
    font.setWeight(weight);
    return font;
}

} // namespace

QColor Tokens::tone(Tone tone) const
{
    switch (tone) {
    case Tone::Ok:
        return ok;
    case Tone::Warning:
        return warning;
    case Tone::Critical:
        return critical;
    case Tone::Running:
        return running;
    case Tone::Neutral:
        return secondary;
    case Tone::Unknown:
    case Tone::Stale:
        break;
    }
    return unknown;
}

QColor Tokens::blend(const QColor& colour, const QColor& ground, int percent)
{
    const auto mix = [percent](int a, int b) {
        return (a * percent + b * (100 - percent)) / 100;
    };
    return QColor(mix(colour.red(), ground.red()), mix(colour.green(), ground.green()),
                  mix(colour.blue(), ground.blue()));
}

QPalette Tokens::palette() const
{
    QPalette p;
    p.setColor(QPalette::Window, app);
    p.setColor(QPalette::WindowText, text);
    p.setColor(QPalette::Base, surface);
    p.setColor(QPalette::AlternateBase, surface);
    p.setColor(QPalette::ToolTipBase, raised);
    p.setColor(QPalette::ToolTipText, text);
    p.setColor(QPalette::PlaceholderText, secondary);
    p.setColor(QPalette::Text, text);
    p.setColor(QPalette::Button, surface);
    p.setColor(QPalette::ButtonText, text);
    p.setColor(QPalette::BrightText, critical);
    p.setColor(QPalette::Link, accent);
    p.setColor(QPalette::LinkVisited, accent);
    p.setColor(QPalette::Highlight, selection);
    p.setColor(QPalette::HighlightedText, text);
    p.setColor(QPalette::Light, raised);
    p.setColor(QPalette::Midlight, border);
    p.setColor(QPalette::Mid, border);
    p.setColor(QPalette::Dark, secondary);
    p.setColor(QPalette::Shadow, border);
    const QColor faint = blend(secondary, surface, 62);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, faint);
    return p;
}

Theme::Theme(QApplication& application, Probe isSystemDark)
    : m_application(application), m_isSystemDark(std::move(isSystemDark))
{
    if (!m_isSystemDark)
        m_isSystemDark = [&application] {
            // Without a palette of our own the application has that of the desktop.
            application.setPalette(QPalette());
            return application.palette().color(QPalette::Window).lightness() < 128;
        };
    m_systemDark = m_isSystemDark();
    QFont font(u"Inter"_qs);
    font.setPointSizeF(10);
    m_application.setFont(font);
    m_application.setStyle(new Style(*this));
    m_application.installEventFilter(this);
    apply();
}

bool Theme::eventFilter(QObject* watched, QEvent* event)
{
    // The desktop tells it to each window.
    if (event->type() == QEvent::ThemeChange && watched->isWindowType()) {
        m_systemDark = m_isSystemDark();
        apply();
    }
    return QObject::eventFilter(watched, event);
}

void Theme::setMode(Mode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    apply();
}

void Theme::setDensity(Density density)
{
    if (density == m_density)
        return;
    m_density = density;
    emit changed();
}

int Theme::rowHeight() const
{
    switch (m_density) {
    case Density::Compact:
        return 24;
    case Density::Relaxed:
        return 34;
    case Density::Normal:
        break;
    }
    return 28;
}

void Theme::apply()
{
    QString name = m_systemDark ? u"dark"_qs : u"light"_qs;
    if (m_mode == Mode::Light)
        name = u"light"_qs;
    else if (m_mode == Mode::Dark)
        name = u"dark"_qs;
    else if (m_mode == Mode::HighContrast)
        name = u"high-contrast"_qs;
    m_tokens = readTokens(name);
    m_application.setPalette(m_tokens.palette());
    emit changed();
}

QFont Theme::titleFont()
{
    return scaled(15, QFont::DemiBold);
}

QFont Theme::sectionFont()
{
    return scaled(11.5, QFont::DemiBold);
}

QFont Theme::captionFont()
{
    return scaled(9, QFont::Normal);
}

QFont Theme::monoFont()
{
    QFont font(u"JetBrains Mono"_qs);
    font.setPointSizeF(9);
    font.setStyleHint(QFont::Monospace);
    return font;
}

} // namespace rackhouse
