#pragma once

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>

#include <functional>

class QApplication;

namespace rackhouse
{

/// What a status means, apart from the words for it. Each tone has a colour and a shape.
enum class Tone { Neutral, Ok, Warning, Critical, Running, Unknown, Stale };

/// The colours of one theme, read from resources/themes.
struct Tokens {
    QColor app, surface, raised, sunken, border, text, secondary, accent, onAccent;
    QColor ok, warning, critical, running, unknown, selection;
    bool dark = false;

    QColor tone(Tone tone) const;
    /// `colour` at `percent` over `ground`, opaque.
    static QColor blend(const QColor& colour, const QColor& ground, int percent);
    QPalette palette() const;
};

/// The look of the application: theme, density and fonts; all can change while it runs.
class Theme : public QObject
{
    Q_OBJECT

public:
    enum class Mode { System, Light, Dark, HighContrast };
    Q_ENUM(Mode)
    enum class Density { Compact, Normal, Relaxed };
    Q_ENUM(Density)

    using Probe = std::function<bool()>;

    /// `isSystemDark` is asked at first and each time that the desktop changes its colours.
    explicit Theme(QApplication& application, Probe isSystemDark = {});

    void setMode(Mode mode);
    Mode mode() const { return m_mode; }
    void setDensity(Density density);
    Density density() const { return m_density; }
    const Tokens& tokens() const { return m_tokens; }

    int rowHeight() const; ///< of a table, in pixels
    static QFont titleFont();
    static QFont sectionFont();
    static QFont captionFont();
    static QFont monoFont();

signals:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void apply();

    QApplication& m_application;
    Mode m_mode = Mode::System;
    Density m_density = Density::Normal;
    Probe m_isSystemDark;
    bool m_systemDark = false;
    Tokens m_tokens;
};

namespace space
{
inline constexpr int tiny = 4, small = 8, medium = 12, large = 16, huge = 24;
inline constexpr int radius = 6, chipRadius = 4;
} // namespace space

} // namespace rackhouse
