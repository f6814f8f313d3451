from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Entry:
    day: date
    debit: str
    credit: str
    cents: int
    text: str = ""


@dataclass
class Ledger:
    entries: list[Entry] = field(default_factory=list)

    def book(self, entry: Entry) -> None:
        if entry.cents <= 0:
            raise ValueError("an entry needs an amount above zero")
        if entry.debit == entry.credit:
            raise ValueError("an entry needs two accounts")
        self.entries.append(entry)

    def balance(self, account: str) -> int:
        total = 0
        for entry in self.entries:
            if entry.debit == account:
                total += entry.cents
            if entry.credit == account:
                total -= entry.cents
        return total

    def between(self, first: date, last: date) -> "Ledger":
        return Ledger([entry for entry in self.entries if first <= entry.day <= last])

    def is_balanced(self) -> bool:
        accounts = {entry.debit for entry in self.entries} | {entry.credit for entry in self.entries}
        return sum(self.balance(account) for account in accounts) == 0


def cash_balance(ledger: Ledger) -> int:
    return ledger.balance("cash")


def cash_days(ledger: Ledger) -> dict[date, int]:
    days: dict[date, int] = {}
    for entry in ledger.entries:
        if entry.debit == "cash":
            days[entry.day] = days.get(entry.day, 0) + entry.cents
        if entry.credit == "cash":
            days[entry.day] = days.get(entry.day, 0) - entry.cents
    return days


def print_cash(ledger: Ledger) -> None:
    print("cash")
    running = 0
    for day, cents in sorted(cash_days(ledger).items()):
        running += cents
        print(f"  {day:%Y-%m-%d} {cents / 100:>12.2f} {running / 100:>12.2f}")
    print(f"  {'':10} {'':>12} {cash_balance(ledger) / 100:>12.2f}")


def bank_balance(ledger: Ledger) -> int:
    return ledger.balance("bank")


def bank_days(ledger: Ledger) -> dict[date, int]:
    days: dict[date, int] = {}
    for entry in ledger.entries:
        if entry.debit == "bank":
            days[entry.day] = days.get(entry.day, 0) + entry.cents
        if entry.credit == "bank":
            days[entry.day] = days.get(entry.day, 0) - entry.cents
    return days


def print_bank(ledger: Ledger) -> None:
    print("bank")
    running = 0
    for day, cents in sorted(bank_days(ledger).items()):
        running += cents
        print(f"  {day:%Y-%m-%d} {cents / 100:>12.2f} {running / 100:>12.2f}")
    print(f"  {'':10} {'':>12} {bank_balance(ledger) / 100:>12.2f}")


def goods_balance(ledger: Ledger) -> int:
    return ledger.balance("goods")


def goods_days(ledger: Ledger) -> dict[date, int]:
    days: dict[date, int] = {}
    for entry in ledger.entries:
        if entry.debit == "goods":
            days[entry.day] = days.get(entry.day, 0) + entry.cents
        if entry.credit == "goods":
            days[entry.day] = days.get(entry.day, 0) - entry.cents
    return days


def print_goods(ledger: Ledger) -> None:
    print("goods")
    running = 0
    for day, cents in sorted(goods_days(ledger).items()):
        running += cents
        print(f"  {day:%Y-%m-%d} {cents / 100:>12.2f} {running / 100:>12.2f}")
    print(f"  {'':10} {'':>12} {goods_balance(ledger) / 100:>12.2f}")


def fittings_balance(ledger: Ledger) -> int:
    return ledger.balance("fittings")


def fittings_days(ledger: Ledger) -> dict[date, int]:
    days: dict[date, int] = {}
    for entry in ledger.entries:
        if entry.debit == "fittings":
            days[entry.day] = days.get(entry.day, 0) + entry.cents
        if entry.credit == "fittings":
            days[entry.day] = days.get(entry.day, 0) - entry.cents
    return days


def print_fittings(ledger: Ledger) -> None:
    print("fittings")
    running = 0
    for day, cents in sorted(fittings_days(ledger).items()):
        running += cents
        print(f"  {day:%Y-%m-%d} {cents / 100:>12.2f} {running / 100:>12.2f}")
    print(f"  {'':10} {'':>12} {fittings_balance(ledger) / 100:>12.2f}")


def rent_balance(ledger: Ledger) -> int:
    return ledger.balance("rent")


def rent_days(ledger: Ledger) -> dict[date, int]:
    days: dict[date, int] = {}
    for entry in ledger.entries:
        if entry.debit == "rent":
            days[entry.day] = days.get(entry.day, 0) + entry.cents
        if entry.credit == "rent":
            days[entry.day] = days.get(entry.day, 0) - entry.cents
    return days


def print_rent(ledger: Ledger) -> None:
    print("rent")
    running = 0
    for day, cents in sorted(rent_days(ledger).items()):
        running += cents
        print(f"  {day:%Y-%m-%d} {cents / 100:>12.2f} {running / 100:>12.2f}")
    print(f"  {'':10} {'':>12} {rent_balance(ledger) / 100:>12.2f}")


def wages_balance(ledger: Ledger) -> int:
    return ledger.balance("wages")


def wages_days(ledger: Ledger) -> dict[date, int]:
    days: dict[date, int] = {}
    for entry in ledger.entries:
        if entry.debit == "wages":
            days[entry.day] = days.get(entry.day, 0) + entry.cents
        if entry.credit == "wages":
            days[entry.day] = days.get(entry.day, 0) - entry.cents
    return days


def print_wages(ledger: Ledger) -> None:
    print("wages")
    running = 0
    for day, cents in sorted(wages_days(ledger).items()):
        running += cents
        print(f"  {day:%Y-%m-%d} {cents / 100:>12.2f} {running / 100:>12.2f}")
    print(f"  {'':10} {'':>12} {wages_balance(ledger) / 100:>12.2f}")


def power_balance(ledger: Ledger) -> int:
    return ledger.balance("power")


def power_days(ledger: Ledger) -> dict[date, int]:
    days: dict[date, int] = {}
    for entry in ledger.entries:
        if entry.debit == "power":
            days[entry.day] = days.get(entry.day, 0) + entry.cents
        if entry.credit == "power":
            days[entry.day] = days.get(entry.day, 0) - entry.cents
    return days


def print_power(ledger: Ledger) -> None:
    print("power")
    running = 0
    for day, cents in sorted(power_days(ledger).items()):
        running += cents
        print(f"  {day:%Y-%m-%d} {cents / 100:>12.2f} {running / 100:>12.2f}")
    print(f"  {'':10} {'':>12} {power_balance(ledger) / 100:>12.2f}")


def cleaning_balance(ledger: Ledger) -> int:
    return ledger.balance("cleaning")


def cleaning_days(ledger: Ledger) -> dict[date, int]:
    days: dict[date, int] = {}
    for entry in ledger.entries:
        if entry.debit == "cleaning":
            days[entry.day] = days.get(entry.day, 0) + entry.cents
        if entry.credit == "cleaning":
            days[entry.day] = days.get(entry.day, 0) - entry.cents
    return days


def print_cleaning(ledger: Ledger) -> None:
    print("cleaning")
    running = 0
    for day, cents in sorted(cleaning_days(ledger).items()):
        running += cents
        print(f"  {day:%Y-%m-%d} {cents / 100:>12.2f} {running / 100:>12.2f}")
    print(f"  {'':10} {'':>12} {cleaning_balance(ledger) / 100:>12.2f}")


def insurance_balance(ledger: Ledger) -> int:
    return ledger.balance("insurance")


def insurance_days(ledger: Ledger) -> dict[date, int]:
    days: dict[date, int] = {}
    for entry in ledger.entries:
        if entry.debit == "insurance":
            days[entry.day] = days.get(entry.day, 0) + entry.cents
        if entry.credit == "insurance":
            days[entry.day] = days.get(entry.day, 0) - entry.cents
    return days


def print_insurance(ledger: Ledger) -> None:
    print("insurance")
    running = 0
    for day, cents in sorted(insurance_days(ledger).items()):
        running += cents
        print(f"  {day:%Y-%m-%d} {cents / 100:>12.2f} {running / 100:>12.2f}")
    print(f"  {'':10} {'':>12} {insurance_balance(ledger) / 100:>12.2f}")


def repairs_balance(ledger: Ledger) -> int:
    return ledger.balance("repairs")


def repairs_days(ledger: Ledger) -> dict[date, int]:
    days: dict[date, int] = {}
    for entry in ledger.entries:
        if entry.debit == "repairs":
            days[entry.day] = days.get(entry.day, 0) + entry.cents
        if entry.credit == "repairs":
            days[entry.day] = days.get(entry.day, 0) - entry.cents
    return days


def print_repairs(ledger: Ledger) -> None:
    print("repairs")
    running = 0
    for day, cents in sorted(repairs_days(ledger).items()):
        running += cents
        print(f"  {day:%Y-%m-%d} {cents / 100:>12.2f} {running / 100:>12.2f}")
    print(f"  {'':10} {'':>12} {repairs_balance(ledger) / 100:>12.2f}")


def sales_balance(ledger: Ledger) -> int:
    return -ledger.balance("sales")


def sales_days(ledger: Ledger) -> dict[date, int]:
    days: dict[date, int] = {}
    for entry in ledger.entries:
        if entry.debit == "sales":
            days[entry.day] = days.get(entry.day, 0) - entry.cents
        if entry.credit == "sales":
            days[entry.day] = days.get(entry.day, 0) + entry.cents
    return days


def print_sales(ledger: Ledger) -> None:
    print("sales")
    running = 0
    for day, cents in sorted(sales_days(ledger).items()):
        running += cents
        print(f"  {day:%Y-%m-%d} {cents / 100:>12.2f} {running / 100:>12.2f}")
    print(f"  {'':10} {'':>12} {sales_balance(ledger) / 100:>12.2f}")


def returns_balance(ledger: Ledger) -> int:
    return ledger.balance("returns")


def returns_days(ledger: Ledger) -> dict[date, int]:
    days: dict[date, int] = {}
    for entry in ledger.entries:
        if entry.debit == "returns":
            days[entry.day] = days.get(entry.day, 0) + entry.cents
        if entry.credit == "returns":
            days[entry.day] = days.get(entry.day, 0) - entry.cents
    return days


def print_returns(ledger: Ledger) -> None:
    print("returns")
    running = 0
    for day, cents in sorted(returns_days(ledger).items()):
        running += cents
        print(f"  {day:%Y-%m-%d} {cents / 100:>12.2f} {running / 100:>12.2f}")
    print(f"  {'':10} {'':>12} {returns_balance(ledger) / 100:>12.2f}")


def vouchers_balance(ledger: Ledger) -> int:
    return -ledger.balance("vouchers")


def vouchers_days(ledger: Ledger) -> dict[date, int]:
    days: dict[date, int] = {}
    for entry in ledger.entries:
        if entry.debit == "vouchers":
            days[entry.day] = days.get(entry.day, 0) - entry.cents
        if entry.credit == "vouchers":
            days[entry.day] = days.get(entry.day, 0) + entry.cents
    return days


def print_vouchers(ledger: Ledger) -> None:
    print("vouchers")
    running = 0
    for day, cents in sorted(vouchers_days(ledger).items()):
        running += cents
        print(f"  {day:%Y-%m-%d} {cents / 100:>12.2f} {running / 100:>12.2f}")
    print(f"  {'':10} {'':>12} {vouchers_balance(ledger) / 100:>12.2f}")


def deposits_balance(ledger: Ledger) -> int:
    return -ledger.balance("deposits")


def deposits_days(ledger: Ledger) -> dict[date, int]:
    days: dict[date, int] = {}
    for entry in ledger.entries:
        if entry.debit == "deposits":
            days[entry.day] = days.get(entry.day, 0) - entry.cents
        if entry.credit == "deposits":
            days[entry.day] = days.get(entry.day, 0) + entry.cents
    return days


def print_deposits(ledger: Ledger) -> None:
    print("deposits")
    running = 0
    for day, cents in sorted(deposits_days(ledger).items()):
        running += cents
        print(f"  {day:%Y-%m-%d} {cents / 100:>12.2f} {running / 100:>12.2f}")
    print(f"  {'':10} {'':>12} {deposits_balance(ledger) / 100:>12.2f}")


def loan_balance(ledger: Ledger) -> int:
    return -ledger.balance("loan")


def loan_days(ledger: Ledger) -> dict[date, int]:
    days: dict[date, int] = {}
    for entry in ledger.entries:
        if entry.debit == "loan":
            days[entry.day] = days.get(entry.day, 0) - entry.cents
        if entry.credit == "loan":
            days[entry.day] = days.get(entry.day, 0) + entry.cents
    return days


def print_loan(ledger: Ledger) -> None:
    print("loan")
    running = 0
    for day, cents in sorted(loan_days(ledger).items()):
        running += cents
        print(f"  {day:%Y-%m-%d} {cents / 100:>12.2f} {running / 100:>12.2f}")
    print(f"  {'':10} {'':>12} {loan_balance(ledger) / 100:>12.2f}")


def capital_balance(ledger: Ledger) -> int:
    return -ledger.balance("capital")


def capital_days(ledger: Ledger) -> dict[date, int]:
    days: dict[date, int] = {}
    for entry in ledger.entries:
        if entry.debit == "capital":
            days[entry.day] = days.get(entry.day, 0) - entry.cents
        if entry.credit == "capital":
            days[entry.day] = days.get(entry.day, 0) + entry.cents
    return days


def print_capital(ledger: Ledger) -> None:
    print("capital")
    running = 0
    for day, cents in sorted(capital_days(ledger).items()):
        running += cents
        print(f"  {day:%Y-%m-%d} {cents / 100:>12.2f} {running / 100:>12.2f}")
    print(f"  {'':10} {'':>12} {capital_balance(ledger) / 100:>12.2f}")


def vat_balance(ledger: Ledger) -> int:
    return -ledger.balance("vat")


def vat_days(ledger: Ledger) -> dict[date, int]:
    days: dict[date, int] = {}
    for entry in ledger.entries:
        if entry.debit == "vat":
            days[entry.day] = days.get(entry.day, 0) - entry.cents
        if entry.credit == "vat":
            days[entry.day] = days.get(entry.day, 0) + entry.cents
    return days


def print_vat(ledger: Ledger) -> None:
    print("vat")
    running = 0
    for day, cents in sorted(vat_days(ledger).items()):
        running += cents
        print(f"  {day:%Y-%m-%d} {cents / 100:>12.2f} {running / 100:>12.2f}")
    print(f"  {'':10} {'':>12} {vat_balance(ledger) / 100:>12.2f}")


def tips_balance(ledger: Ledger) -> int:
    return -ledger.balance("tips")


def tips_days(ledger: Ledger) -> dict[date, int]:
    days: dict[date, int] = {}
    for entry in ledger.entries:
        if entry.debit == "tips":
            days[entry.day] = days.get(entry.day, 0) - entry.cents
        if entry.credit == "tips":
            days[entry.day] = days.get(entry.day, 0) + entry.cents
    return days


def print_tips(ledger: Ledger) -> None:
    print("tips")
    running = 0
    for day, cents in sorted(tips_days(ledger).items()):
        running += cents
        print(f"  {day:%Y-%m-%d} {cents / 100:>12.2f} {running / 100:>12.2f}")
    print(f"  {'':10} {'':>12} {tips_balance(ledger) / 100:>12.2f}")


def print_all(ledger: Ledger) -> None:
    print_cash(ledger)
    print_bank(ledger)
    print_goods(ledger)
    print_fittings(ledger)
    print_rent(ledger)
    print_wages(ledger)
    print_power(ledger)
    print_cleaning(ledger)
    print_insurance(ledger)
    print_repairs(ledger)
    print_sales(ledger)
    print_returns(ledger)
    print_vouchers(ledger)
    print_deposits(ledger)
    print_loan(ledger)
    print_capital(ledger)
    print_vat(ledger)
    print_tips(ledger)
