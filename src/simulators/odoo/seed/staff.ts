import { employees } from '../../world.js'
import type { Accounts } from '../accounts.js'
import type { OdooOrm } from '../odoo-orm.js'

export interface SeededStaff {
  readonly handler: number
  readonly handler2: number
  /** Their contacts, as authors of messages. */
  readonly handlerContact: number
}

const privateFacts = [
  {
    private_city: 'Leuven',
    private_zip: '3000',
    private_street: 'Naamsestraat 8',
    private_phone: '+32470000601',
    birthday: '1984-02-17',
    marital: 'married',
  },
  {
    private_city: 'Mechelen',
    private_zip: '2800',
    private_street: 'Bruul 21',
    private_phone: '+32470000602',
    birthday: '1990-10-03',
    marital: 'single',
  },
]

/** The company's own people: users who sell and invoice, and, with the personnel module, their files. */
export function seedStaff(orm: OdooOrm, accounts: Accounts): SeededStaff {
  const users = employees.map((employee) =>
    accounts.addUser({
      login: employee.email,
      name: `${employee.given} ${employee.family}`,
      password: `${employee.key}-of-the-demo`,
      groups: ['internal', 'contact', 'sales', 'invoicing'],
    }),
  )
  if (orm.has('hr.employee')) {
    employees.forEach((employee, index) =>
      seedEmployee(orm, `${employee.given} ${employee.family}`, employee.email, [users[index] ?? 0, index]),
    )
  }
  const [handler = 0, handler2 = 0] = users
  return { handler, handler2, handlerContact: Number(orm.read('res.users', handler)?.['partner_id']) }
}

function seedEmployee(orm: OdooOrm, name: string, email: string, [user, index]: readonly [number, number]): void {
  orm.create('hr.employee', {
    name,
    work_email: email,
    user_id: user,
    work_contact_id: orm.read('res.users', user)?.['partner_id'],
    job_title: 'Klantenbeheer',
    children: index,
    emergency_contact: 'Thuis',
    ...privateFacts[index],
  })
}
