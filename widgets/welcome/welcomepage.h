#pragma once

#include "widgets/shell/page.h"

class QGridLayout;

namespace rackhouse
{

/// What a person sees who has no site yet: the two ways to get one.
class WelcomePage : public Page
{
    Q_OBJECT

public:
    WelcomePage(Context context, QWidget* parent);

    void visit(const QUrl& link) override;
    std::vector<Crumb> crumbs() const override;

private:
    void addWay(QGridLayout* grid, int column, const QString& icon, const QString& title,
                const QString& text, const QString& action, bool primary);
};

} // namespace rackhouse
