#include "widgets/exchange/importdialog.h"

#include "models/exchange/chosenfile.h"
#include "models/exchange/csv.h"
#include "models/exchange/devicetypeplan.h"
#include "models/exchange/devicetypeyaml.h"
#include "models/exchange/tableexport.h"
#include "models/exchange/tableimport.h"
#include "widgets/common/prompts.h"
#include "widgets/exchange/bookreading.h"
#include "widgets/exchange/filechoice.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>

namespace rackhouse
{

namespace
{

using Planned = std::shared_ptr<Result<ChangePlan>>;

QString tr(const char* text)
{
    return QCoreApplication::translate("ExchangeDialogs", text);
}

QString tableTitle(ExchangeTable table)
{
    switch (table) {
    case ExchangeTable::Racks:
        return tr("Racks");
    case ExchangeTable::Placements:
        return tr("Placements: machines and what else stands in racks");
    case ExchangeTable::Cables:
        return tr("Cables");
    case ExchangeTable::Rentals:
        break;
    }
    return tr("Rentals: what machines are held for");
}

QComboBox* addTables(FormDialog* dialog, ExchangeTable current)
{
    auto* tables = new QComboBox(dialog);
    for (const auto& [table, word] : EnumWords<ExchangeTable>::words)
        tables->addItem(tableTitle(table), QString::fromLatin1(word));
    tables->setCurrentIndex(tables->findData(enumText(current)));
    dialog->addWidget(u"table"_qs, tr("Table"), tables);
    return tables;
}

ExchangeTable tableOf(const QComboBox* tables)
{
    return enumFromText<ExchangeTable>(tables->currentData().toString())
        .value_or(ExchangeTable::Racks);
}

/// Plans on a worker and shows the plan, unless another one has been asked for meanwhile.
void plan(Context context, PlanDialog* dialog, const QString& asked,
          const std::function<bool()>& isCurrent, std::function<Result<ChangePlan>(Rows&)> work)
{
    dialog->showNothing(tr("Reading %1…").arg(asked));
    context.records.fetch<Planned>(
        dialog,
        [work = std::move(work)](Rows& rows) {
            return std::make_shared<Result<ChangePlan>>(work(rows));
        },
        [dialog, isCurrent](const Planned& planned) {
            if (!isCurrent())
                return;
            if (!*planned)
                dialog->showNothing({}, problemText(planned->error()));
            else
                dialog->showPlan(**planned);
        });
}

Result<ChangePlan> planFile(ExchangeTable table, const QString& path, Rows& rows)
{
    const auto bytes = readChosenFile(path, kMostCsvBytes);
    if (!bytes)
        return fail(bytes.error());
    return planImport(table, *bytes, readBooks(rows));
}

Result<ChangePlan> planTypes(const QStringList& paths, Rows& rows)
{
    std::vector<NamedFile> files;
    for (const QString& path : paths) {
        auto bytes = readChosenFile(path, kMostDeviceTypeBytes);
        if (!bytes)
            return fail(bytes.error());
        files.push_back({QFileInfo(path).fileName(), *std::move(bytes)});
    }
    return planDeviceTypes(rows.list<DeviceType>(), files);
}

} // namespace

PlanDialog* makeImportDialog(Context context, ExchangeTable table, QWidget* parent)
{
    auto* dialog = new PlanDialog(
        context, u"import"_qs, tr("Import from CSV"),
        tr("The difference is shown first; nothing is changed before you say so. An exported file "
           "shows the columns; a column that is missing leaves its field as it is."),
        [](qsizetype rows) {
            return rows == 0   ? tr("Import")
                   : rows == 1 ? tr("Import 1 row")
                               : tr("Import %L1 rows").arg(rows);
        },
        parent);
    QComboBox* tables = addTables(dialog, table);
    auto* file = new FileChoice(u"dialog.import"_qs, tr("CSV file"), tr("Choose file…"), dialog);
    dialog->addWidget(u"file"_qs, tr("File"), file);
    dialog->addPreview(true);
    dialog->showNothing(tr("Choose a file to see what it would change."));
    const auto read = [=] {
        const QString path = file->line()->text();
        // While a path is typed there is no such file yet.
        if (!QFileInfo(path).isFile())
            return dialog->showNothing(tr("Choose a file to see what it would change."));
        const ExchangeTable wanted = tableOf(tables);
        plan(
            context, dialog, QFileInfo(path).fileName(),
            [=] { return file->line()->text() == path && tableOf(tables) == wanted; },
            [wanted, path](Rows& rows) { return planFile(wanted, path, rows); });
    };
    QObject::connect(tables, &QComboBox::currentIndexChanged, dialog, read);
    QObject::connect(file->line(), &QLineEdit::textChanged, dialog, read);
    QObject::connect(file->button(), &QPushButton::clicked, dialog, [=] {
        context.prompts.openFile(dialog, tr("Import from CSV"), tr("CSV (*.csv *.tsv *.txt)"),
                                 [=](const QString& path) {
                                     // The same file may have been changed meanwhile.
                                     file->line()->clear();
                                     file->line()->setText(path);
                                 });
    });
    return dialog;
}

PlanDialog* makeDeviceTypesDialog(Context context, QWidget* parent)
{
    auto* dialog = new PlanDialog(
        context, u"device-types-import"_qs, tr("Import device types"),
        tr("YAML files of the NetBox device-type library. A type whose slug is known is changed, "
           "others are added; what is doubtful about a file is said below."),
        [](qsizetype rows) {
            return rows == 0   ? tr("Import")
                   : rows == 1 ? tr("Import 1 device type")
                               : tr("Import %L1 device types").arg(rows);
        },
        parent);
    auto* files = new FileChoice(u"dialog.device-types-import"_qs, tr("Device-type files"),
                                 tr("Choose files…"), dialog);
    files->line()->setReadOnly(true);
    dialog->addWidget(u"files"_qs, tr("Files"), files);
    dialog->addPreview(true);
    dialog->showNothing(tr("Choose files to see what they would add."));
    QObject::connect(files->button(), &QPushButton::clicked, dialog, [=] {
        context.prompts.openFiles(dialog, tr("Import device types"), tr("YAML (*.yaml *.yml)"),
                                  [=](const QStringList& paths) {
                                      const QString text = paths.size() == 1
                                                               ? paths.front()
                                                               : tr("%L1 files").arg(paths.size());
                                      files->line()->setText(text);
                                      plan(
                                          context, dialog, text,
                                          [=] { return files->line()->text() == text; },
                                          [paths](Rows& rows) { return planTypes(paths, rows); });
                                  });
    });
    return dialog;
}

FormDialog* makeExportDialog(Context context, ExchangeTable table, QWidget* parent)
{
    auto* dialog = new FormDialog(
        context, u"export"_qs, tr("Export as CSV"),
        tr("The file opens in any spreadsheet. Changed there and imported again, only the "
           "differences are taken in."),
        tr("Export…"), parent);
    QComboBox* tables = addTables(dialog, table);
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        const ExchangeTable wanted = tableOf(tables);
        context.prompts.saveFile(
            dialog, tr("Export as CSV"), enumText(wanted) + u".csv"_qs, tr("CSV (*.csv)"),
            [=](const QString& path) {
                dialog->setBusy(true);
                context.records.fetch<QByteArray>(
                    dialog, [wanted](Rows& rows) { return exportTable(wanted, readBooks(rows)); },
                    [=](const QByteArray& text) {
                        QSaveFile file(path);
                        if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() &&
                            file.commit())
                            return dialog->accept();
                        dialog->fail(
                            tr("%1 could not be written. Choose another folder.").arg(path),
                            file.errorString());
                    });
            });
    });
    return dialog;
}

} // namespace rackhouse
