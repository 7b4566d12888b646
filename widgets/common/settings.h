#pragma once

#include <QSettings>
#include <QVariant>

namespace rackhouse
{

/// One setting: its key and what it is when nobody chose.
struct Setting {
    const char* key;
    QVariant fallback;
};

namespace setting
{
inline const Setting theme{"look/theme", QStringLiteral("system")};
inline const Setting density{"look/density", QStringLiteral("normal")};
inline const Setting geometry{"window/geometry", QByteArray()};
inline const Setting taskPanel{"window/task-panel", true};
inline const Setting embedded{"site/embedded", false};
inline const Setting embeddedSite{"site/embedded-key", QString()};
inline const Setting lookedAt{"overview/looked-at", 0};             ///< the overview, ms since 1970
inline const Setting lookedBefore{"overview/looked-before", 0};     ///< the time before that
inline const Setting trendSpan{"overview/span", 0};                 ///< a TrendSpan
inline const Setting trendCurrency{"overview/currency", QString()}; ///< of revenue over time
inline const Setting floorMeasure{"floor/measure", QStringLiteral("occupancy")};
inline const Setting site{"site/shown", QString()}; ///< its key; empty: all sites
} // namespace setting

/// What this person chose on this computer, in one file.
class Settings
{
public:
    explicit Settings(const QString& path) : m_store(path, QSettings::IniFormat) {}

    QVariant value(const Setting& setting) const
    {
        return m_store.value(QLatin1String(setting.key), setting.fallback);
    }
    void set(const Setting& setting, const QVariant& value)
    {
        m_store.setValue(QLatin1String(setting.key), value);
    }
    /// Filters, columns and the like of one table.
    QVariant ofTable(const QString& table, const QString& what) const
    {
        return m_store.value(QStringLiteral("tables/") + table + u'/' + what);
    }
    void setOfTable(const QString& table, const QString& what, const QVariant& value)
    {
        m_store.setValue(QStringLiteral("tables/") + table + u'/' + what, value);
    }

private:
    QSettings m_store;
};

} // namespace rackhouse
