#include "widgets/racks/printdialog.h"

#include "widgets/common/focus.h"
#include "widgets/common/paper.h"
#include "widgets/common/prompts.h"
#include "widgets/common/sitelink.h"
#include "widgets/racks/labelsheet.h"
#include "widgets/racks/racksheet.h"
#include "widgets/shell/actionregistry.h"
#include "widgets/shell/mainwindow.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QPushButton>

#include <memory>

namespace rackhouse
{

namespace
{

enum class Target { Pdf, Svg, Printer };

QString tr(const char* text)
{
    return QCoreApplication::translate("PrintDialog", text);
}

QComboBox* addChoice(FormDialog* dialog, const QString& name, const QString& label,
                     const QStringList& choices)
{
    auto* box = new QComboBox(dialog);
    box->addItems(choices);
    dialog->addWidget(name, label, box);
    return box;
}

void say(QWidget* window, Tone tone, const QString& text)
{
    if (auto* main = qobject_cast<MainWindow*>(window))
        main->toast(tone, text);
}

/// What a dialog sends to paper.
struct Job {
    FloorBooks books;
    std::vector<Rack> racks;
    RackSheet::Options options;
    Instant now;

    QString name() const { return racks.size() == 1 ? racks.front().name : tr("racks"); }
    bool print(QPagedPaintDevice& paper) const
    {
        return RackSheet::print(books, racks, options, now, paper);
    }
    bool write(const QString& path, Target target) const
    {
        if (target == Target::Svg)
            return RackSheet(books, racks, options, now).writeSvg(path);
        return writePdf(path, name(), [this](QPagedPaintDevice& paper) { return print(paper); });
    }
};

void tell(FormDialog* dialog, QWidget* window, bool written, const QString& path)
{
    if (!written)
        return dialog->fail(tr("%1 could not be written. Choose another folder.").arg(path));
    dialog->accept();
    say(window, Tone::Ok, tr("Written: %1").arg(path));
}

void run(Context context, FormDialog* dialog, QWidget* window, const Job& job, Target target)
{
    if (job.racks.empty())
        return dialog->fail(tr("No rack is known here."));
    if (target == Target::Printer)
        return context.prompts.print(
            dialog, tr("Print racks"), [dialog, job](QPagedPaintDevice& paper) {
                if (job.print(paper))
                    dialog->accept();
                else
                    dialog->fail(tr("The printer took nothing. Look at it and try again."));
            });
    const bool pdf = target == Target::Pdf;
    const QString proposal = job.name() + (pdf ? u".pdf"_qs : u".svg"_qs);
    context.prompts.saveFile(
        dialog, tr("Export racks"), proposal, pdf ? tr("PDF (*.pdf)") : tr("SVG (*.svg)"),
        [=](const QString& path) { tell(dialog, window, job.write(path, target), path); });
}

Label labelOf(const Device& device)
{
    return {device.name(), device.assetTag(), device.serial(), device.model().trimmed(),
            device.link()};
}

/// Of what is selected: machines, assets or racks.
std::vector<Label> labelsOf(const Focus& focus)
{
    std::vector<Label> labels;
    for (const QJsonObject& row : focus.rows()) {
        if (focus.kind() == Machine::record().kindText()) {
            if (const auto machine = fromJson<Machine>(row))
                labels.push_back(labelOf(*machine));
        } else if (focus.kind() == Asset::record().kindText()) {
            if (const auto asset = fromJson<Asset>(row))
                labels.push_back(labelOf(*asset));
        } else if (focus.kind() == Rack::record().kindText()) {
            const QString id = row.value(u"id"_qs).toString();
            labels.push_back({row.value(u"name"_qs).toString(),
                              row.value(u"hall"_qs).toString(),
                              {},
                              {},
                              u"rackhouse:/floor?rack="_qs + id});
        }
    }
    return labels;
}

void saveLabels(Context context, QWidget* window)
{
    const std::vector<Label> labels = labelsOf(context.focus);
    context.prompts.saveFile(
        window, tr("Labels"), tr("labels.pdf"), tr("PDF (*.pdf)"), [=](const QString& path) {
            const bool written = writePdf(path, tr("Labels"), [&](QPagedPaintDevice& paper) {
                return printLabels(labels, paper);
            });
            say(window, written ? Tone::Ok : Tone::Critical,
                (written ? tr("Written: %1")
                         : tr("%1 could not be written. Choose another folder."))
                    .arg(path));
        });
}

std::vector<RackId> racksOfSelection(const Focus& focus)
{
    std::vector<RackId> racks;
    const QString key = focus.kind() == Rack::record().kindText() ? u"id"_qs : u"rack_id"_qs;
    for (const QJsonObject& row : focus.rows()) {
        const RackId id(row.value(key).toString());
        if (id && std::find(racks.begin(), racks.end(), id) == racks.end())
            racks.push_back(id);
    }
    return racks;
}

} // namespace

FormDialog* makePrintDialog(Context context, std::vector<RackId> racks, QWidget* parent)
{
    auto* dialog = new FormDialog(
        context, u"print"_qs, tr("Print racks"),
        tr("Each rack is drawn true to scale, with a QR code that opens it in the console."),
        tr("Print"), parent);
    QComboBox* which =
        addChoice(dialog, u"racks"_qs, tr("Racks"), {tr("Those selected"), tr("All")});
    which->setCurrentIndex(racks.empty() ? 1 : 0);
    which->setEnabled(!racks.empty());
    QComboBox* faces = addChoice(dialog, u"faces"_qs, tr("Faces"),
                                 {tr("Front and rear"), tr("Front"), tr("Rear")});
    QComboBox* scale = addChoice(dialog, u"scale"_qs, tr("Scale"), {});
    for (const int size : {5, 10, 20})
        scale->addItem(u"1:%1"_qs.arg(size), size);
    scale->setCurrentIndex(1);
    QComboBox* parts =
        addChoice(dialog, u"parts"_qs, tr("List of devices"), {tr("With QR codes"), tr("None")});
    QComboBox* target =
        addChoice(dialog, u"target"_qs, tr("To"),
                  {tr("PDF, a page a rack"), tr("SVG, one picture"), tr("Printer")});
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        const RackSheet::Options options{scale->currentData().toInt(), faces->currentIndex() != 2,
                                         faces->currentIndex() != 1, parts->currentIndex() == 0};
        const bool all = which->currentIndex() == 1;
        context.records.fetch<FloorBooks>(dialog, FloorBooks::read, [=](const FloorBooks& read) {
            Job job{read.freshened(*context.edits), {}, options, context.clock.now()};
            for (const Rack& rack : job.books.racks) {
                if (all || std::find(racks.begin(), racks.end(), rack.id) != racks.end())
                    job.racks.push_back(rack);
            }
            run(context, dialog, parent, job, Target(target->currentIndex()));
        });
    });
    return dialog;
}

void addPrintActions(Context context, QWidget* window)
{
    const QString menu = QCoreApplication::translate("rackhouse::MainWindow", "&Floor");
    context.actions.add({.id = u"floor.print"_qs,
                         .menu = menu,
                         .text = tr("Print racks…"),
                         .icon = u"document-print"_qs,
                         .shortcut = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P),
                         .run =
                             [=] {
                                 context.prompts.open(makePrintDialog(
                                     context, racksOfSelection(context.focus), window));
                             },
                         .whyNot = [=] { return context.site.lockReason(); },
                         .help = tr("Draw racks true to scale as PDF, SVG or on a printer")});
    context.actions.add({.id = u"floor.labels"_qs,
                         .menu = menu,
                         .text = tr("Labels…"),
                         .icon = u"document-print"_qs,
                         .run = [=] { saveLabels(context, window); },
                         .whyNot =
                             [=] {
                                 return labelsOf(context.focus).empty()
                                            ? tr("Select devices or racks first")
                                            : QString();
                             },
                         .help = tr("Write asset labels with QR codes to a PDF")});
}

} // namespace rackhouse
