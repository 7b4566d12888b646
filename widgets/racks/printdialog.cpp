#include "widgets/racks/printdialog.h"

#include "widgets/common/focus.h"
#include "widgets/common/pdf.h"
#include "widgets/common/prompts.h"
#include "widgets/common/settings.h"
#include "widgets/common/sitelink.h"
#include "widgets/racks/labelsheet.h"
#include "widgets/racks/rackpaper.h"
#include "widgets/shell/actionregistry.h"
#include "widgets/shell/mainwindow.h"
#include "widgets/shell/paperdialog.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QPushButton>

#include <memory>

namespace rackhouse
{

namespace
{

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
        if (const auto device = Device::fromRow(focus.kind(), row)) {
            labels.push_back(labelOf(*device));
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
    QComboBox* shade = addChoice(dialog, u"shade"_qs, tr("Shade"), {tr("None")});
    for (const auto& [measure, word] : EnumWords<FloorMeasure>::words) {
        if (measure != FloorMeasure::Occupancy) // which plates show themselves
            shade->addItem(measureTitle(measure), enumText(measure));
    }
    shade->setCurrentIndex(
        qMax(0, shade->findData(context.settings.value(setting::floorMeasure).toString())));
    QComboBox* parts =
        addChoice(dialog, u"parts"_qs, tr("List of devices"), {tr("With QR codes"), tr("None")});
    QComboBox* target =
        addChoice(dialog, u"target"_qs, tr("To"),
                  {tr("PDF, a page a rack"), tr("SVG, one picture"), tr("Printer")});
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        const RackSheet::Options options{scale->currentData().toInt(), faces->currentIndex() != 2,
                                         faces->currentIndex() != 1, parts->currentIndex() == 0,
                                         enumFromText<FloorMeasure>(shade->currentData().toString())
                                             .value_or(FloorMeasure::Occupancy)};
        const bool all = which->currentIndex() == 1;
        context.records.fetch<FloorBooks>(dialog, FloorBooks::read, [=](const FloorBooks& read) {
            FloorBooks books = read.freshened(*context.edits);
            std::vector<Rack> wanted;
            for (const Rack& rack : books.racks) {
                if (all || std::find(racks.begin(), racks.end(), rack.id) != racks.end())
                    wanted.push_back(rack);
            }
            if (wanted.empty())
                return dialog->fail(tr("No rack is known here."));
            sendToPaper(context, dialog,
                        std::make_shared<RackPaper>(std::move(books), std::move(wanted), options,
                                                    context.clock.now()),
                        PaperTarget(target->currentIndex()));
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
