#include "widgets/help/helpdialog.h"

#include "widgets/common/theme.h"
#include "widgets/help/helppage.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace rackhouse
{

HelpDialog::HelpDialog(Context context, const QUrl& link, QWidget* parent) : QDialog(parent)
{
    setObjectName(u"dialog.help"_qs);
    setWindowTitle(tr("Help"));
    setAccessibleName(tr("Help"));
    resize(860, 620);
    auto* page = new HelpPage(context, this);
    auto* close = new QPushButton(tr("Close"), this);
    close->setObjectName(u"help.close"_qs);
    close->setAccessibleName(tr("Close"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, space::medium, space::large, space::large);
    layout->addWidget(page, 1);
    layout->addWidget(close, 0, Qt::AlignRight);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(page, &Page::open, this, [this, page](const QUrl& wanted) {
        if (wanted.path() == u"/help")
            page->visit(wanted);
        else
            emit chosen(wanted);
    });
    page->visit(link);
}

} // namespace rackhouse
