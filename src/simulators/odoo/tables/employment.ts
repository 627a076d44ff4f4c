import type { ModelTable } from '../model-definition.js'

/** Private facts stood on the employee until 18; from 19 they stand on the version and are reached through the employee. */
const versioned = {
  private_street: ['char', 'Private Street'],
  private_street2: ['char', 'Private Street2'],
  private_city: ['char', 'Private City'],
  private_zip: ['char', 'Private Zip'],
  private_country_id: ['many2one:res.country', 'Private Country'],
  country_id: ['many2one:res.country', 'Nationality (Country)'],
  marital: ['selection', 'Marital Status'],
  children: ['integer', 'Number of Dependent Children'],
  spouse_complete_name: ['char', 'Spouse Legal Name'],
  spouse_birthdate: ['date', 'Spouse Birthdate'],
  ssnid: ['char', 'SSN No'],
  identification_id: ['char', 'Identification No'],
  passport_id: ['char', 'Passport No'],
  km_home_work: ['integer', 'Home-Work Distance in Km'],
} as const

function versionFields(flags: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(versioned).map(([name, [type, label]]) => [name, `${type}|${label}|${flags}${valuesOf(name)}`]))
}

function reachedFromEmployee(): Readonly<Record<string, string>> {
  const line = (name: string, type: string, label: string): string =>
    `${type}|${label}|group=hr 18-${valuesOf(name)} ; ${type}|${label}|group=hr 19+ related=version_id.${name}${valuesOf(name)}`
  return Object.fromEntries(Object.entries(versioned).map(([name, [type, label]]) => [name, line(name, type, label)]))
}

function valuesOf(name: string): string {
  return name === 'marital' ? ' values=single,married,cohabitant,widower,divorced' : ''
}

export const employmentTables: readonly ModelTable[] = [
  {
    name: 'hr.department',
    title: 'Department',
    module: 'hr',
    fields: { name: 'char|Department Name|required', active: 'boolean|Active|' },
  },
  {
    name: 'hr.employee',
    title: 'Employee',
    module: 'hr',
    order: 'name',
    thread: true,
    fields: {
      name: 'char|Employee Name|required tracked',
      legal_name: 'char|Legal Name|group=hr 19+',
      active: 'boolean|Active|',
      user_id: 'many2one:res.users|User|restrict',
      company_id: 'many2one:res.company|Company|required restrict',
      department_id: 'many2one:hr.department|Department|tracked',
      job_title: 'char|Job Title|',
      work_contact_id: 'many2one:res.partner|Work Contact|',
      work_email: 'char|Work Email|',
      work_phone: 'char|Work Phone|',
      mobile_phone: 'char|Work Mobile|',
      version_id: 'many2one:hr.version|Version|19+ group=hr',
      ...reachedFromEmployee(),
      gender: 'selection|Gender|values=male,female,other group=hr 18-',
      sex: 'selection|Gender|values=male,female,other group=hr 19+',
      birthday: 'date|Date of Birth|group=hr tracked',
      place_of_birth: 'char|Place of Birth|group=hr tracked',
      country_of_birth: 'many2one:res.country|Country of Birth|group=hr tracked',
      private_email: 'char|Private Email|group=hr',
      private_phone: 'char|Private Phone|group=hr',
      emergency_contact: 'char|Contact Name|group=hr tracked',
      emergency_phone: 'char|Contact Phone|group=hr tracked',
      bank_account_id: 'many2one:res.partner.bank|Bank Account Number|group=hr 18-',
      bank_account_ids: 'many2many:res.partner.bank|Bank Accounts|group=hr 19+',
      sinid: 'char|SIN No|group=hr 18-',
      private_car_plate: 'char|Private Car Plate|group=hr',
      certificate: 'selection|Certificate Level|values=graduate,bachelor,master,doctor,other group=hr tracked',
      study_field: 'char|Field of Study|group=hr tracked',
      study_school: 'char|School|group=hr tracked',
      permit_no: 'char|Work Permit No|group=hr tracked',
      visa_no: 'char|Visa No|group=hr tracked',
      visa_expire: 'date|Visa Expiration Date|group=hr tracked',
      pin: 'char|PIN|group=hr',
      barcode: 'char|Badge ID|group=hr',
      notes: 'text|Notes|group=hr 18-',
      image_1920: 'binary|Image|',
    },
  },
  {
    name: 'hr.version',
    title: 'Version',
    module: 'hr',
    since: 19,
    order: 'date_version',
    fields: {
      name: 'char|Name|',
      employee_id: 'many2one:hr.employee|Employee|cascade',
      date_version: 'date|Date Version|required',
      active: 'boolean|Active|',
      address_id: 'many2one:res.partner|Work Address|',
      wage: 'monetary|Wage|group=hr',
      ...versionFields('tracked'),
    },
  },
]
