#include "widgets/common/prompts.h"

#include <QFileDialog>
#include <QPrintDialog>
#include <QPrinter>

#include <memory>

namespace rackhouse
{

namespace
{

void ask(QFileDialog* dialog, Prompts::Chosen chosen)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, std::move(chosen));
    dialog->open();
}

} // namespace

void DesktopPrompts::open(QDialog* dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void DesktopPrompts::openFile(QWidget* parent, const QString& title, const QString& filter,
                              Chosen chosen)
{
    auto* dialog = new QFileDialog(parent, title, QString(), filter);
    dialog->setFileMode(QFileDialog::ExistingFile);
    ask(dialog, std::move(chosen));
}

void DesktopPrompts::openFiles(QWidget* parent, const QString& title, const QString& filter,
                               ManyChosen chosen)
{
    auto* dialog = new QFileDialog(parent, title, QString(), filter);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::filesSelected, dialog, std::move(chosen));
    dialog->open();
}

void DesktopPrompts::saveFile(QWidget* parent, const QString& title, const QString& proposal,
                              const QString& filter, Chosen chosen)
{
    auto* dialog = new QFileDialog(parent, title, proposal, filter);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    ask(dialog, std::move(chosen));
}

void DesktopPrompts::print(QWidget* parent, const QString& title, Paint paint)
{
    const auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    auto* dialog = new QPrintDialog(printer.get(), parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    // The printer lives as long as the dialog that may still ask it.
    QObject::connect(dialog, qOverload<QPrinter*>(&QPrintDialog::accepted), dialog,
                     [printer, paint = std::move(paint)] { paint(printer); });
    dialog->open();
}

} // namespace rackhouse
