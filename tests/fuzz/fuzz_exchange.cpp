#include "models/exchange/devicetypeyaml.h"
#include "models/exchange/tableexport.h"
#include "models/exchange/tableimport.h"
#include "tests/fuzz/fuzzing.h"

using namespace rackhouse;
using namespace rackhouse::fuzz;

namespace
{

void checkDeviceType(const QByteArray& text)
{
    const auto type = readDeviceType(text);
    if (!type)
        return;
    require(!type->model.isEmpty(), "a device type has a model");
    require(type->heightUnits >= 0 && type->heightUnits <= 100, "a height can be");
    require(type->weightKg >= 0 && type->plateW >= 0, "weights and loads are not below nothing");
    require(type->layout.value(u"ports").toArray().size() <= 10'001, "ports have a limit");
    require(fromJson<DeviceType>(toJson(*type)).has_value(), "the API takes it");
}

Books smallBooks()
{
    Books books;
    books.racks.resize(1);
    books.racks[0].id = RackId(QStringLiteral("01970000-0000-7000-8000-000000000001"));
    books.racks[0].name = QStringLiteral("A01");
    books.machines.resize(1);
    books.machines[0].id = MachineId(QStringLiteral("01970000-0000-7000-8000-000000000002"));
    books.machines[0].name = QStringLiteral("n1");
    return books;
}

void checkTable(ExchangeTable table, const QByteArray& text)
{
    const Books books = smallBooks();
    const auto plan = planImport(table, text, books);
    if (!plan)
        return;
    for (const PlannedRow& row : plan->rows) {
        require(row.line > 0, "a row has its line");
        require(row.problem.has_value() == (row.outcome == PlannedRow::Outcome::Problem),
                "a problem says what it is");
        require(!row.problem || row.item.isEmpty(), "a problem sends nothing");
    }
    const auto same = planImport(table, exportTable(table, books), books);
    require(same && same->parts().empty(), "what goes out comes back unchanged");
}

} // namespace

QList<QByteArray> rackhouse::fuzz::seeds()
{
    return {
        "3model: X\nslug: x\nu_height: 1\nweight: 2\nweight_unit: lb\n"
        "interfaces:\n- {name: P1.0, type: t}\n- {name: P1.1, type: t}\n"
        "power-ports:\n- {name: psu0, type: t, maximum_draw: 300}\n",
        "3a: &a [x]\nmodel: X\ninterfaces: *a\n",
        "3model: X\na: &a [x, x]\nb: &b [*a, *a]\nc: &c {d: *b, e: *c}\ninterfaces: *c\n",
        "0name,hall,height_units\r\nA01,\"North, 1\",48\r\nA02,,\r\n",
        "1name;kind;rack;unit\nn1;machine;A01;1\nx;switch;A01;3,5\n",
        "2label\ta_device\ta_port\tb_device\nC1\tn1\teth0\t\n",
        "4machine,from,customer,gpus,price,currency\nn1,2026-03-01,Customer A,GPU1; GPU2,2.49,USD\n"
        "n1,2026-03-02,Customer B,GPU2,,\n"};
}

/// The input: which reader, and the text.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    Input input(data, size);
    const int which = input.byte() % 8;
    if (which == 3)
        checkDeviceType(input.rest());
    else if (which > 3)
        checkTable(ExchangeTable::Rentals, input.rest());
    else
        checkTable(static_cast<ExchangeTable>(which), input.rest());
    return 0;
}
