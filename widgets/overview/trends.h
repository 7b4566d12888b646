#pragma once

#include "models/store/replica.h"
#include "widgets/common/context.h"
#include "widgets/overview/trenddata.h"

#include <QHash>
#include <QTimer>
#include <QUrl>
#include <QWidget>

class QComboBox;

namespace rackhouse
{

class Rows;
class TrendCard;

/// What the feeds of a site may carry together for long, in watts; 0 where that is not known.
double feedsCapacity(Rows& rows);

/// The charts over time: power, GPUs, temperature and revenue. What a site answered is kept in the
/// replica, so that they open at once and without the site.
class Trends : public QWidget
{
    Q_OBJECT

public:
    Trends(Context context, QWidget* parent);

    /// Shows what is known and asks the sites for the rest.
    void refresh();

signals:
    void open(const QUrl& link);

private:
    /// What this computer knows.
    struct Known {
        std::vector<std::pair<QString, QString>> sites; ///< key and name
        /// By site key and question.
        QHash<std::pair<QString, QString>, SeriesCopy> copies;
        double feedsW = 0; ///< of all together; 0: not known
    };

    TrendSpan span() const;
    QString questionFor(const QString& siteKey) const;
    /// Null where nothing is known of a site.
    const SeriesCopy* copyOf(const QString& siteKey) const;
    bool isOnline(const QString& siteKey) const;
    bool showsRent(const QString& siteKey) const;
    void ask();
    void take(const QString& siteKey, const QString& question, const Result<QJsonObject>& answer);
    void show();
    void showCard(TrendCard* card, const std::vector<Measure>& measures);
    TrendData dataOf(const std::vector<Measure>& measures) const;
    std::vector<TrendLine> linesOf(const std::vector<Measure>& measures) const;
    QString noteOn(const TrendData& trend) const;
    QString whyEmpty(const TrendData& trend) const;
    void followSite();

    Context m_context;
    QComboBox* m_span;
    TrendCard* m_power = nullptr;
    TrendCard* m_gpus = nullptr;
    TrendCard* m_inlet = nullptr;
    TrendCard* m_revenue = nullptr;
    Known m_known;
    QHash<QString, Error> m_problems; ///< by site key
    bool m_isRead = false;            ///< what this computer knows
    struct Seen {
        bool online = false;
        Role role = Role::Viewer;
    };
    QHash<QString, Seen> m_seen; ///< by site
    QTimer m_again;
};

} // namespace rackhouse
