#pragma once

#include "widgets/shell/page.h"

class QListWidget;
class QTextBrowser;

namespace rackhouse
{

/// The help: topics at the left, the text of one at the right.
class HelpPage : public Page
{
    Q_OBJECT

public:
    HelpPage(Context context, QWidget* parent);

    /// "/help?topic=filter"
    void visit(const QUrl& link) override;
    std::vector<Crumb> crumbs() const override;
    static QUrl linkTo(const QString& topic);

private:
    void show(int row);
    void lookRight();

    QListWidget* m_topics;
    QTextBrowser* m_text;
};

} // namespace rackhouse
