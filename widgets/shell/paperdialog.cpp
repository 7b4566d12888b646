#include "widgets/shell/paperdialog.h"

#include "widgets/common/paperrun.h"
#include "widgets/common/prompts.h"
#include "widgets/shell/actionregistry.h"
#include "widgets/shell/mainwindow.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QProgressBar>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("PaperDialog", text);
}

void say(const QWidget* dialog, Tone tone, const QString& text)
{
    if (auto* main = qobject_cast<MainWindow*>(dialog->parentWidget()))
        main->toast(tone, text);
}

QProgressBar* progressOf(FormDialog* dialog)
{
    if (auto* known = dialog->findChild<QProgressBar*>())
        return known;
    auto* bar = new QProgressBar(dialog);
    bar->setFormat(tr("Page %v of %m"));
    dialog->addWidget(u"progress"_qs, tr("Drawn"), bar);
    return bar;
}

/// Draws on a worker for as long as the dialog is open.
PaperRun* makeRun(FormDialog* dialog, std::shared_ptr<const Paper> paper, const QString& written)
{
    QProgressBar* bar = progressOf(dialog);
    bar->setRange(0, paper->pages());
    bar->setValue(0);
    dialog->setBusy(true);
    // What is being drawn when the dialog is closed ends by itself.
    auto* run = new PaperRun(std::move(paper), dialog->parentWidget());
    QObject::connect(dialog, &QDialog::rejected, run, &PaperRun::cancel);
    QObject::connect(run, &PaperRun::progressed, bar, &QProgressBar::setValue);
    QObject::connect(run, &PaperRun::done, dialog, [=] {
        dialog->accept();
        say(dialog, Tone::Ok, written);
    });
    QObject::connect(run, &PaperRun::failed, dialog, [dialog](const Error& error) {
        dialog->fail(tr("Nothing was written. Choose another folder or printer, and try again."),
                     error.detail.isEmpty() ? problemText(error) : error.detail);
    });
    for (const auto end : {&PaperRun::done, &PaperRun::cancelled})
        QObject::connect(run, end, run, &QObject::deleteLater);
    QObject::connect(run, &PaperRun::failed, run, &QObject::deleteLater);
    return run;
}

} // namespace

void sendToPaper(Context context, FormDialog* dialog, std::shared_ptr<const Paper> paper,
                 PaperTarget target)
{
    const QString title = dialog->windowTitle();
    if (target == PaperTarget::Printer)
        return context.prompts.print(dialog, title, [=](const std::shared_ptr<QPrinter>& printer) {
            makeRun(dialog, paper, tr("The printer has it: %1").arg(paper->title()))
                ->print(printer);
        });
    const bool pdf = target == PaperTarget::Pdf;
    context.prompts.saveFile(dialog, title, paper->title() + (pdf ? u".pdf"_qs : u".svg"_qs),
                             pdf ? tr("PDF (*.pdf)") : tr("SVG (*.svg)"), [=](const QString& path) {
                                 PaperRun* run =
                                     makeRun(dialog, paper, tr("Written: %1").arg(path));
                                 pdf ? run->writePdf(path) : run->writeSvg(path);
                             });
}

FormDialog* makePaperDialog(Context context, std::shared_ptr<const Paper> paper, QWidget* parent)
{
    auto* dialog = new FormDialog(
        context, u"paper"_qs, tr("Print %1").arg(paper->title()),
        paper->pages() == 1 ? tr("What the page shows, on one sheet.")
                            : tr("What the page shows, on %L1 sheets.").arg(paper->pages()),
        tr("Print"), parent);
    auto* target = new QComboBox(dialog);
    target->addItem(tr("PDF"), int(PaperTarget::Pdf));
    target->addItem(tr("Printer"), int(PaperTarget::Printer));
    dialog->addWidget(u"target"_qs, tr("To"), target);
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        sendToPaper(context, dialog, paper, PaperTarget(target->currentData().toInt()));
    });
    return dialog;
}

void addPaperAction(Context context, MainWindow* window)
{
    context.actions.add({.id = u"page.print"_qs,
                         .menu = QCoreApplication::translate("rackhouse::MainWindow", "&View"),
                         .text = tr("Print…"),
                         .icon = u"document-print"_qs,
                         .shortcut = QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_P),
                         .run = [window] { window->currentPage()->print(); },
                         .whyNot =
                             [window] {
                                 const Page* page = window->currentPage();
                                 return page == nullptr ? tr("Open a page first")
                                                        : page->whyNotPrint();
                             },
                         .help = tr("Put what the page shows on paper or in a PDF")});
}

} // namespace rackhouse
