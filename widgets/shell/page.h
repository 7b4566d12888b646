#pragma once

#include "widgets/common/context.h"

#include <QJsonObject>
#include <QUrl>
#include <QUrlQuery>
#include <QWidget>

#include <memory>
#include <vector>

namespace rackhouse
{

class Paper;

/// One screen of the window. Its link says what it shows: "/machines?filter=state:available".
class Page : public QWidget
{
    Q_OBJECT

public:
    /// One word of the way here, and where a click on it leads.
    struct Crumb {
        QString text;
        QString link;
    };

    Page(Context context, const QString& name, QWidget* parent);

    /// Shows what the link says; called for every visit.
    virtual void visit(const QUrl& link) = 0;
    virtual std::vector<Crumb> crumbs() const = 0;
    /// Ids of the actions in the title row; the first one is the primary button of the page.
    virtual QStringList titleActions() const { return {}; }
    /// Puts what is shown on paper, unless whyNotPrint() says why not.
    virtual void print() {}
    virtual QString whyNotPrint() const;
    /// The link that would lead here again.
    QUrl link() const { return m_link; }

    static QUrl makeLink(const QString& path, const QString& key = {}, const QString& value = {});

signals:
    /// The page wants another page.
    void open(const QUrl& link);
    /// What the page shows changed, so that its link or crumbs did.
    void moved();
    /// The page goes to another place of its own: the way back leads to the one of its link.
    void leaving();
    /// Sums of the selection, for the status bar.
    void summary(const QString& text);

protected:
    void setLink(const QUrl& link)
    {
        m_link = link;
        emit moved();
    }

    /// Whether this is the page that the window shows.
    bool isShown() const { return isVisibleTo(window()); }
    /// Asks where to, and prints.
    void printOn(std::shared_ptr<const Paper> paper);
    /// Makes these rows the target of every action, unless another page is shown by now.
    void aim(const QString& kind, std::vector<QJsonObject> rows);

    Context m_context;

private:
    QUrl m_link;
};

} // namespace rackhouse
